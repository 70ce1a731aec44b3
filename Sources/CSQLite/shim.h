// What Swift cannot reach by itself: a variadic function, and glibc's malloc_trim, which its Glibc module leaves out.
#include <malloc.h>
#include <sqlite3.h>

static inline int kim_sqlite_defensive(sqlite3 *connection) {
  int now = 0;
  int code = sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, &now);
  return code == SQLITE_OK && now == 1 ? SQLITE_OK : SQLITE_ERROR;
}

// Frees a connection's page cache and hands what malloc holds in reserve back to the system.
static inline void kim_sqlite_rest(sqlite3 *connection) {
  sqlite3_db_release_memory(connection);
  malloc_trim(0);
}
