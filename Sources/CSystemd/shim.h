// libsystemd as Swift sees it. The functions that kimd uses are not variadic, so no wrapper is needed.
#define SD_JOURNAL_SUPPRESS_LOCATION 1
#include <systemd/sd-daemon.h>
#include <systemd/sd-journal.h>
