// sqlite3_db_config is variadic and therefore invisible to Swift: the one setting that kimd needs of it.
#include <sqlite3.h>

static inline int kim_sqlite_defensive(sqlite3 *connection) {
  int now = 0;
  int code = sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, &now);
  return code == SQLITE_OK && now == 1 ? SQLITE_OK : SQLITE_ERROR;
}
