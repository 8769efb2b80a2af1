/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Staff, their passwords and their rights; bulletins. */

#include <glib/gi18n-lib.h>

#include "hall-engine-private.h"
#include "hall-keys.h"
#include "hall-text.h"
#include "hall-tx.h"

static gboolean
wrap_for (HallTx *tx, const char *staff, const char *password, HallWrappedKey *wrapped, GError **error)
{
  const guint8 *key = hall_engine_get_key (tx->engine);
  HallKdf kdf = hall_engine_is_practice (tx->engine) ? HALL_KDF_PRACTICE : HALL_KDF_HALL;

  if (key == NULL) {
    hall_set_error (error, HALL_ERROR_FORBIDDEN, NULL, "as", _ ("sign in with your password first"));
    return FALSE;
  }
  return hall_key_wrap (key, password, staff, kdf, wrapped, error);
}

static gboolean
store_password (HallTx *tx, const char *staff, const char *password, GError **error)
{
  HallWrappedKey wrapped = { 0 };
  gboolean ok = wrap_for (tx, staff, password, &wrapped, error)
                && hall_db_exec_one (tx->db, error,
                                     "UPDATE staff SET kdf = ?2, salt = ?3, wrapped_key = ?4, failures = 0,"
                                     " blocked_until = 0 WHERE number = ?1",
                                     "ttbb", staff, wrapped.kdf, wrapped.salt, wrapped.wrapped);

  hall_wrapped_key_clear (&wrapped);
  return ok;
}

static gboolean
do_add_staff (HallTx *tx, GError **error)
{
  const char *number = hall_tx_text (tx, "number");
  const char *name_text = hall_tx_text (tx, "name");
  const char *roles_text = hall_tx_text (tx, "roles");
  const char *password = hall_tx_text (tx, "password");
  g_autofree char *name = name_text != NULL ? hall_name_normalise (name_text) : NULL;
  gint64 known = 0;
  HallRole roles;

  if (number == NULL || name == NULL || roles_text == NULL) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL,
                    number == NULL ? "number"
                    : name == NULL ? "name"
                                   : "roles",
                    _ ("staff have a number, a name and roles"));
    return FALSE;
  }
  if (!hall_roles_from_text (roles_text, &roles, error))
    return FALSE;
  if (roles & HALL_ROLE_STATION) {
    hall_set_error (error, HALL_ERROR_INVALID, "7", "roles",
                    _ ("a person is clerk, lead or admin, not a station"));
    return FALSE;
  }
  if (!hall_db_get_int (tx->db, &known, error, "SELECT 1 FROM staff WHERE number = ?1", "t", number))
    return FALSE;
  if (known) {
    hall_set_error (error, HALL_ERROR_CONFLICT, NULL, "number", _ ("there is a %s already"), number);
    return FALSE;
  }
  if (!hall_db_exec (tx->db, error,
                     "INSERT INTO staff (number, name, roles, cash_right) VALUES (?1, ?2, ?3, ?4)", "ttti",
                     number, name, roles_text, (gint64)hall_tx_bool (tx, "cash_right")))
    return FALSE;
  hall_tx_answer_text (tx, "staff", number);
  return password == NULL || store_password (tx, number, password, error);
}

/* One's own, or anybody's by an administrator. */
static gboolean
do_set_password (HallTx *tx, GError **error)
{
  const char *staff = hall_tx_text (tx, "staff");
  gint64 known = 0;

  if (staff == NULL)
    staff = tx->staff;
  if (g_strcmp0 (staff, tx->staff) != 0 && (tx->roles & HALL_ROLE_ADMIN) == 0) {
    hall_set_error (error, HALL_ERROR_FORBIDDEN, "7", "staff",
                    _ ("only an administrator sets another's password"));
    return FALSE;
  }
  if (!hall_db_get_int (tx->db, &known, error, "SELECT 1 FROM staff WHERE number = ?1 AND active = 1", "t",
                        staff))
    return FALSE;
  if (!known) {
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "staff", _ ("there is no member of staff “%s”"),
                    staff);
    return FALSE;
  }
  return store_password (tx, staff,
                         hall_tx_text (tx, "password") != NULL ? hall_tx_text (tx, "password") : "", error);
}

static gboolean
do_set_bulletin (HallTx *tx, GError **error)
{
  gint64 id = 0;

  if (hall_tx_text (tx, "title") == NULL) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "title", _ ("a bulletin has a title"));
    return FALSE;
  }
  if (!hall_db_get_int (
          tx->db, &id, error,
          "INSERT INTO bulletin (title, text, public, at, staff) VALUES (?1, ?2, ?3, ?4, ?5) RETURNING"
          " id",
          "ttiit", hall_tx_text (tx, "title"),
          hall_tx_text (tx, "text") != NULL ? hall_tx_text (tx, "text") : "",
          (gint64)hall_tx_bool (tx, "public"), tx->now, tx->staff))
    return FALSE;
  hall_tx_answer_int (tx, "bulletin", id);
  return TRUE;
}

static gboolean
check_bulletin (HallTx *tx, GError **error)
{
  gint64 known = 0;

  if (!hall_db_get_int (tx->db, &known, error,
                        "SELECT 1 FROM bulletin WHERE id = ?1 AND withdrawn_at IS NULL", "i",
                        hall_tx_int (tx, "bulletin", 0)))
    return FALSE;
  if (!known) {
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "bulletin", _ ("there is no such bulletin"));
    return FALSE;
  }
  return TRUE;
}

static gboolean
do_withdraw_bulletin (HallTx *tx, GError **error)
{
  if (!check_bulletin (tx, error))
    return FALSE;
  return hall_db_exec_one (tx->db, error,
                           "UPDATE bulletin SET withdrawn_at = ?2 WHERE id = ?1 AND withdrawn_at IS NULL",
                           "ii", hall_tx_int (tx, "bulletin", 0), tx->now);
}

static gboolean
do_acknowledge_bulletin (HallTx *tx, GError **error)
{
  if (!check_bulletin (tx, error))
    return FALSE;
  return hall_db_exec (
      tx->db, error,
      "INSERT INTO bulletin_read (bulletin, staff, at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING", "iti",
      hall_tx_int (tx, "bulletin", 0), tx->staff, tx->now);
}

#define ANY_STAFF (HALL_ROLE_CLERK | HALL_ROLE_LEAD | HALL_ROLE_ADMIN)

const HallCommandSpec hall_commands_people[] = {
  { "add-staff", HALL_ROLE_ADMIN, HALL_COMMAND_ANYWHERE,
    "number:word name:line roles:word cash_right?:bool password?:secret", HALL_TOPIC_STAFF, do_add_staff },
  { "set-password", ANY_STAFF, HALL_COMMAND_ANYWHERE, "staff?:word password:secret", HALL_TOPIC_STAFF,
    do_set_password },
  { "set-bulletin", HALL_ROLE_LEAD | HALL_ROLE_ADMIN, HALL_COMMAND_ANYWHERE,
    "title:line text?:text public?:bool", HALL_TOPIC_SETUP, do_set_bulletin },
  { "withdraw-bulletin", HALL_ROLE_LEAD | HALL_ROLE_ADMIN, HALL_COMMAND_ANYWHERE, "bulletin:int",
    HALL_TOPIC_SETUP, do_withdraw_bulletin },
  { "acknowledge-bulletin", ANY_STAFF, HALL_COMMAND_ANYWHERE, "bulletin:int", HALL_TOPIC_STAFF,
    do_acknowledge_bulletin },
  { NULL },
};
