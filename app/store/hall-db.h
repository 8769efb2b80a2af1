/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-error.h"

G_BEGIN_DECLS

/*
 * One connection to the database of a hall, blocking, used by one thread. SQL is written once for every
 * engine with ?1 ?2 parameters; what really differs between engines is a function of this class.
 *
 * Values are bound by a string of types: t text (const char *, NULL is NULL), i gint64, b GBytes *, n nothing
 * (NULL).
 */
#define HALL_TYPE_DB (hall_db_get_type ())
G_DECLARE_DERIVABLE_TYPE (HallDb, hall_db, HALL, DB, GObject)

typedef struct _HallRows HallRows;

typedef struct {
  char type; /* t i b n */
  union {
    const char *text; /* (not owned) */
    gint64 integer;
    GBytes *bytes; /* (not owned) */
  };
} HallBind;

#define HALL_DB_MAX_BINDS 48

/* A result set: an engine's own struct begins with this one. */
struct _HallRows {
  gboolean (*next) (HallRows *self,
                    GError **error); /* TRUE while there is a row; FALSE with error unset at the end */
  const char *(*text) (HallRows *self, int column);
  gint64 (*integer) (HallRows *self, int column);
  GBytes *(*bytes) (HallRows *self, int column);
  gboolean (*is_null) (HallRows *self, int column);
  char (*type) (HallRows *self, int column); /* of the value in this row: t i b n */
  int (*n_columns) (HallRows *self);
  const char *(*name) (HallRows *self, int column);
  void (*free) (HallRows *self);
};

struct _HallDbClass {
  GObjectClass parent_class;

  const char *engine; /* the folder of its scripts: sqlite, postgresql */

  gboolean (*begin) (HallDb *self, gboolean write, GError **error);
  gboolean (*commit) (HallDb *self, GError **error);
  void (*rollback) (HallDb *self);
  gboolean (*check) (HallDb *self, GError **error);
  HallRows *(*query) (HallDb *self, const char *sql, const HallBind *binds, guint n_binds, GError **error);
  gboolean (*exec) (
      HallDb *self, const char *sql, const HallBind *binds, guint n_binds, gboolean one, GError **error);
  gboolean (*script) (HallDb *self, const char *sql, GError **error);

  gboolean (*lock) (HallDb *self, const char *name, gboolean shared, GError **error);
  gboolean (*next_id) (HallDb *self, const char *table, gint64 *id, GError **error);
  gboolean (*get_version) (HallDb *self, gint64 *version, GError **error);
  gboolean (*set_version) (HallDb *self, gint64 version, GError **error);
  gint64 (*get_skew) (HallDb *self);

  void (*announce) (HallDb *self, guint topics);
  int (*listen) (HallDb *self, GError **error);
  gboolean (*hear) (HallDb *self, guint *topics, GError **error);

  gboolean (*is_lost) (HallDb *self);
  gboolean (*reconnect) (HallDb *self, GError **error);
  void (*set_patience) (HallDb *self, int seconds);

  void (*ask) (HallDb *self, const char *sql, const HallBind *binds, guint n_binds); /* (nullable) */
  void (*ask_id) (HallDb *self, const char *table);                                  /* (nullable) */
};

void hall_db_set_overtaken (GError **error);
HallDb *hall_db_open (const char *address, gboolean create, GError **error);
const char *hall_db_get_engine (HallDb *self);

gboolean hall_db_begin (HallDb *self, gboolean write, GError **error);
gboolean hall_db_commit (HallDb *self, GError **error);
void hall_db_rollback (HallDb *self);
gboolean hall_db_check (HallDb *self, GError **error);
gboolean hall_db_script (HallDb *self, const char *sql, GError **error);

gboolean hall_db_lock (HallDb *self, const char *name, gboolean shared, GError **error);
gboolean hall_db_next_id (HallDb *self, const char *table, gint64 *id, GError **error);
gboolean hall_db_get_version (HallDb *self, gint64 *version, GError **error);
gboolean hall_db_set_version (HallDb *self, gint64 version, GError **error);
gint64 hall_db_get_skew (HallDb *self);
void hall_db_announce (HallDb *self, guint topics);
int hall_db_listen (HallDb *self, GError **error);
gboolean hall_db_hear (HallDb *self, guint *topics, GError **error);
gboolean hall_db_is_lost (HallDb *self);
gboolean hall_db_reconnect (HallDb *self, GError **error);
void hall_db_set_patience (HallDb *self, int seconds);

gboolean hall_db_can_ask (HallDb *self);
void hall_db_ask (HallDb *self, const char *sql, const char *types, ...);
void hall_db_ask_id (HallDb *self, const char *table);

HallRows *hall_db_query (HallDb *self, GError **error, const char *sql, const char *types, ...);
gboolean hall_db_exec (HallDb *self, GError **error, const char *sql, const char *types, ...);
gboolean hall_db_exec_one (HallDb *self, GError **error, const char *sql, const char *types, ...);
HallRows *
hall_db_query_binds (HallDb *self, GError **error, const char *sql, const HallBind *binds, guint n_binds);
gboolean
hall_db_exec_binds (HallDb *self, GError **error, const char *sql, const HallBind *binds, guint n_binds);
gboolean
hall_db_get_int (HallDb *self, gint64 *value, GError **error, const char *sql, const char *types, ...);
char *hall_db_get_text (HallDb *self, GError **error, const char *sql, const char *types, ...);

gboolean hall_rows_next (HallRows *self, GError **error);
const char *hall_rows_text (HallRows *self, int column);
char *hall_rows_dup (HallRows *self, int column);
gint64 hall_rows_int (HallRows *self, int column);
GBytes *hall_rows_bytes (HallRows *self, int column);
gboolean hall_rows_is_null (HallRows *self, int column);
char hall_rows_type (HallRows *self, int column);
int hall_rows_n_columns (HallRows *self);
const char *hall_rows_name (HallRows *self, int column);
void hall_rows_free (HallRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallRows, hall_rows_free)

/* The engines, hall-db-ENGINE.c; hall_db_open() chooses. */
HallDb *hall_db_sqlite_open (const char *path, gboolean create, GError **error);
HallDb *hall_db_postgresql_open (const char *address, gboolean create, GError **error);

G_END_DECLS
