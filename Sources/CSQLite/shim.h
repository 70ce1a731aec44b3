// What Swift cannot reach by itself: a variadic function, the destructor that is no function, and glibc's malloc_trim, which
// its Glibc module leaves out.
#include <malloc.h>
#include <sqlite3.h>

static inline int kim_sqlite_defensive(sqlite3 *connection) {
  int now = 0;
  int code = sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, &now);
  return code == SQLITE_OK && now == 1 ? SQLITE_OK : SQLITE_ERROR;
}

// Binds bytes that stay where they are, or are copied.
static inline int kim_sqlite_bind_text(sqlite3_stmt *statement, int index, const void *bytes, int count, int copies) {
  return sqlite3_bind_text(statement, index, bytes, count, copies ? SQLITE_TRANSIENT : SQLITE_STATIC);
}

static inline int kim_sqlite_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, int count, int copies) {
  return sqlite3_bind_blob(statement, index, bytes, count, copies ? SQLITE_TRANSIENT : SQLITE_STATIC);
}

// Frees a connection's page cache and hands what malloc holds in reserve back to the system.
static inline void kim_sqlite_rest(sqlite3 *connection) {
  sqlite3_db_release_memory(connection);
  malloc_trim(0);
}
