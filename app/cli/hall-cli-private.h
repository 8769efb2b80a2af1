/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-cli.h"
#include "hall-engine.h"

G_BEGIN_DECLS

#define HALL_CLI_DONE 0
#define HALL_CLI_FAILED 1
#define HALL_CLI_USAGE 2

/**
 * HallCli:
 *
 * One command of the command line while it runs: its name, the options that all commands know, and its words.
 */
typedef struct {
  const char *name;        /* (not owned) */
  HallCliOptions *options; /* (not owned) */
  char *staff;             /* (nullable) --as */
  char *format;            /* (nullable) --format */
  char *output;            /* (nullable) --output */
  GStrv words;             /* what is left: without the command's name */
} HallCli;

typedef int (*HallCliFunc) (HallCli *cli, int argc, char **argv);

int hall_cli_do (HallCli *cli, int argc, char **argv);
int hall_cli_import (HallCli *cli, int argc, char **argv);
int hall_cli_export (HallCli *cli, int argc, char **argv);
int hall_cli_init (HallCli *cli, int argc, char **argv);
int hall_cli_play (HallCli *cli, int argc, char **argv);
int hall_cli_show (HallCli *cli, int argc, char **argv);
int hall_cli_summary (HallCli *cli, int argc, char **argv);
int hall_cli_paper (HallCli *cli, int argc, char **argv);
int hall_cli_backup (HallCli *cli, int argc, char **argv);
int hall_cli_restore (HallCli *cli, int argc, char **argv);
int hall_cli_verify (HallCli *cli, int argc, char **argv);
int hall_cli_migrate (HallCli *cli, int argc, char **argv);
int hall_cli_move (HallCli *cli, int argc, char **argv);

/* How many words a command takes, and which of the options that not all commands have. */
typedef enum {
  HALL_CLI_PLAIN = 0,
  HALL_CLI_WITH_FORMAT = 1 << 0,
  HALL_CLI_WITH_CSV = 1 << 1, /* --format may be csv too */
  HALL_CLI_WITH_STAFF = 1 << 2,
  HALL_CLI_WITH_OUTPUT = 1 << 3,
} HallCliFlags;

gboolean hall_cli_read_options (HallCli *cli,
                                HallCliFlags flags,
                                const GOptionEntry *entries,
                                const char *words,
                                int least,
                                int most,
                                int argc,
                                char **argv,
                                int *status);
int hall_cli_usage (HallCli *cli, const char *format, ...) G_GNUC_PRINTF (2, 3);
int hall_cli_fail (HallCli *cli, const GError *error);
gboolean hall_cli_is_json (HallCli *cli);

HallEngine *hall_cli_open (HallCli *cli, GError **error);
HallEngine *hall_cli_open_patiently (HallCli *cli, GError **error);
gboolean hall_cli_ask_server_password (const char *address, GError **error);
gboolean hall_cli_authenticate (HallCli *cli, HallEngine *engine, GError **error);
GVariant *hall_cli_carry_out (
    HallCli *cli, HallEngine *engine, const char *name, GVariant *args, const char *request, GError **error);

/* hall-cli-import.c, hall-cli-setup.c */
gboolean hall_cli_choose_administrator (HallCli *cli, HallEngine *engine, GError **error);
int hall_cli_import_setup (HallCli *cli, gboolean dry_run);

gboolean hall_cli_print (HallCli *cli, const char *text, GError **error);
void hall_cli_print_json (GVariant *value);
void hall_cli_print_answer (HallCli *cli, GVariant *answer);
void hall_cli_print_access (const char *address, GVariant *made);
GBytes *hall_cli_read_file (const char *path, gsize max_bytes, GError **error);
gboolean hall_cli_write_file (const char *path, GBytes *bytes, GError **error);

/* hall-cli-table.c: columns that line up, wide characters counted as two. */
typedef struct _HallCliTable HallCliTable;

HallCliTable *hall_cli_table_new (void);
void hall_cli_table_free (HallCliTable *self);
void hall_cli_table_add_column (HallCliTable *self, const char *heading, gboolean to_the_right);
void hall_cli_table_add_cell (HallCliTable *self, const char *text);
void hall_cli_table_append (HallCliTable *self, GString *out, const char *indent);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallCliTable, hall_cli_table_free)

G_END_DECLS
