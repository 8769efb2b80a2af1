#include <glib.h>

void
test_bad (void)
{
  HALL_PROVES ("4-15");
}
