/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-join-page.h"

#include <glib/gi18n.h>

#include "hall-address.h"
#include "hall-key-button.h"
#include "hall-password.h"
#include "hall-shell.h"

/**
 * HallJoinPage:
 *
 * "Join our hall's server": where it is, what lets this PC in, a test that says plainly what is wrong, and
 * the server's certificate for a person to compare. Emits "joined" (address) when a hall was found there and
 * this PC is to belong to it.
 */
struct _HallJoinPage {
  AdwBin parent_instance;

  AdwEntryRow *server_row;
  AdwEntryRow *database_row;
  AdwEntryRow *role_row;
  AdwPasswordEntryRow *password_row;
  GtkSwitch *remember;
  GtkWidget *result;
  GtkImage *result_icon;
  GtkLabel *result_text;
  GtkLabel *result_detail;
  GtkWidget *certificate;
  GtkLabel *subject;
  GtkLabel *issuer;
  GtkLabel *names;
  GtkLabel *valid;
  GtkLabel *fingerprint;
  GtkLabel *trust_note;
  GtkWidget *trust_button;
  GtkSpinner *spinner;
  HallKeyButton *test_button;
  HallKeyButton *join_button;

  HallProbe *probe;        /* (owned) (nullable) of what stands in the fields now */
  char *tested;            /* (owned) (nullable) the address that was or is being asked */
  gboolean testing;        /* a probe is under way */
  gboolean own_role;       /* the role was typed, it does not follow the database any more */
  gboolean filling;        /* fields are being set, nobody types */
  GCancellable *cancelled; /* (owned) what is under way when the fields change is of no more use */
};

G_DEFINE_FINAL_TYPE (HallJoinPage, hall_join_page, ADW_TYPE_BIN)

enum { JOINED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- The address --- */

static char *
dup_text (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

/**
 * hall_join_page_dup_address:
 * @self: the page
 *
 * Returns: (transfer full) (nullable): the address that the fields make, without a password; %NULL while one
 *   is empty
 */
char *
hall_join_page_dup_address (HallJoinPage *self)
{
  g_autofree char *server = NULL;
  g_autofree char *database = NULL;
  g_autofree char *role = NULL;
  g_autofree char *user = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (HALL_IS_JOIN_PAGE (self), NULL);

  server = dup_text (self->server_row);
  database = dup_text (self->database_row);
  role = dup_text (self->role_row);
  if (*server == '\0' || *database == '\0' || *role == '\0')
    return NULL;
  if (hall_address_is_server (server))
    return hall_address_with (server, role, database);
  user = g_uri_escape_string (role, NULL, FALSE);
  name = g_uri_escape_string (database, NULL, FALSE);
  return g_strdup_printf ("postgresql://%s@%s/%s", user, server, name);
}

static void
set_text (AdwEntryRow *row, char *text)
{
  if (text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_free (text);
}

/* A whole address was pasted: its parts go where they belong, a password out of sight. */
static void
take_apart (HallJoinPage *self)
{
  g_autofree char *text = dup_text (self->server_row);
  g_autofree char *without = NULL;

  if (!hall_address_is_server (text) || (without = hall_address_with (text, NULL, NULL)) == NULL)
    return;
  self->filling = TRUE;
  set_text (self->database_row, hall_address_get (text, "dbname"));
  set_text (self->role_row, hall_address_get (text, "user"));
  if (hall_address_has_password (text)) {
    set_text (ADW_ENTRY_ROW (self->password_row), hall_address_get (text, "password"));
    set_text (self->server_row, g_steal_pointer (&without));
  }
  self->own_role = TRUE;
  self->filling = FALSE;
}

/* --- What came of the test --- */

static char *
refusal_text (HallJoinPage *self)
{
  const HallProbe *probe = self->probe;
  g_autofree char *host = hall_address_get (self->tested, "host");
  g_autofree char *role = hall_address_get (self->tested, "user");
  g_autofree char *database = hall_address_get (self->tested, "dbname");

  switch (probe->outcome) {
  case HALL_PROBE_ADDRESS:
    return g_strdup (probe->detail);
  case HALL_PROBE_NAME:
    /* Translators: %s is the name of a server */
    return g_strdup_printf (_ ("This network knows no computer called “%s”. Check the name of the server."),
                            host);
  case HALL_PROBE_SILENT:
    return g_strdup (
        _ ("The server does not answer. Check its name, that it is switched on, and that the network lets "
           "this PC reach it."));
  case HALL_PROBE_PASSWORD_NEEDED:
    return g_strdup (_ ("The server asks for the password of this PC."));
  case HALL_PROBE_PASSWORD_WRONG:
    /* Translators: %s is the name of a role in the database */
    return g_strdup_printf (_ ("The password is wrong, or the server has no role “%s”."), role);
  case HALL_PROBE_REFUSED:
    /* Translators: %s is the name of a role in the database */
    return g_strdup_printf (
        _ ("The server answers, but does not let this PC in as “%s”. The hall’s IT allows it "
           "there (pg_hba.conf)."),
        role);
  case HALL_PROBE_DATABASE:
    /* Translators: %s is the name of a database */
    return g_strdup_printf (_ ("The server has no database “%s”."), database);
  case HALL_PROBE_NO_HALL:
    /* Translators: %s is the name of a database */
    return g_strdup_printf (
        _ ("There is no hall in the database “%s” yet. The hall’s IT makes it with “halldesk "
           "init”."),
        database);
  case HALL_PROBE_SERVER_OLD:
    /* Translators: %s is a version */
    return g_strdup_printf (_ ("The server runs PostgreSQL %s; a hall needs 15 or newer."), probe->detail);
  case HALL_PROBE_HALL_OLD:
    return g_strdup (
        _ ("This hall belongs to an older Hall Desk. The hall’s IT brings it up to date with “halldesk "
           "migrate”; then test again."));
  case HALL_PROBE_HALL_NEW:
    return g_strdup (
        _ ("This hall belongs to a newer Hall Desk. Update Hall Desk on this PC, then test again."));
  case HALL_PROBE_NO_TLS:
    return g_strdup (
        _ ("The server does not encrypt: names and passwords could be read on the way. The hall’s IT "
           "switches TLS on there."));
  case HALL_PROBE_UNTRUSTED:
    return g_strdup (_ ("This PC does not know the certificate of the server yet."));
  case HALL_PROBE_WRONG_NAME:
    /* Translators: the names in a certificate; the name that was typed */
    return g_strdup_printf (
        _ ("The server’s certificate is for “%s”, not for “%s”. Type the name that is in it."), probe->detail,
        host);
  case HALL_PROBE_EXPIRED:
    return g_strdup (_ ("The server’s certificate is out of date, or the clock of this PC is wrong."));
  case HALL_PROBE_JOINABLE:
  case HALL_PROBE_OTHER:
  default:
    return g_strdup (_ ("The server answers, but not as a hall’s server does."));
  }
}

/* Words of the server for the one who mends it; where the sentence has them already, none. */
static const char *
detail_text (const HallProbe *probe)
{
  switch (probe->outcome) {
  case HALL_PROBE_ADDRESS:
  case HALL_PROBE_PASSWORD_WRONG:
  case HALL_PROBE_SERVER_OLD:
  case HALL_PROBE_WRONG_NAME:
  case HALL_PROBE_UNTRUSTED:
    return NULL;
  default:
    return probe->detail;
  }
}

static void
show_certificate (HallJoinPage *self, const HallProbe *probe)
{
  const HallCertificate *certificate = probe != NULL ? probe->certificate : NULL;
  const gboolean untrusted = certificate != NULL && probe->outcome == HALL_PROBE_UNTRUSTED;
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;
  g_autofree char *valid = NULL;

  gtk_widget_set_visible (self->certificate, certificate != NULL);
  if (certificate == NULL)
    return;
  from = hall_shell_time (certificate->valid_from, "%Y-%m-%d");
  until = hall_shell_time (certificate->valid_until, "%Y-%m-%d");
  /* Translators: two dates */
  valid = g_strdup_printf (_ ("%s to %s"), from, until);
  gtk_label_set_text (self->subject, certificate->subject);
  gtk_label_set_text (self->issuer, certificate->anchor_is_own ? _ ("itself") : certificate->issuer);
  gtk_label_set_text (self->names, certificate->names);
  gtk_label_set_text (self->valid, valid);
  gtk_label_set_text (self->fingerprint, certificate->fingerprint);
  gtk_widget_set_visible (self->trust_button, untrusted && certificate->anchor != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->trust_note), untrusted);
  gtk_label_set_text (
      self->trust_note,
      certificate->anchor != NULL
          ? _ ("Compare the fingerprint with the one the hall’s IT gave you. If they are the same, "
               "it is our server: it is added to ~/.postgresql/root.crt and checked every time.")
          : _ ("The server does not send along the authority that issued it. Ask the hall’s IT for "
               "that certificate and save it as ~/.postgresql/root.crt."));
}

static void
update (HallJoinPage *self)
{
  g_autofree char *address = hall_join_page_dup_address (self);
  const gboolean joinable = self->probe != NULL && self->probe->outcome == HALL_PROBE_JOINABLE;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "join.test", address != NULL && !self->testing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "join.join", joinable && !self->testing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "join.trust", self->probe != NULL && !self->testing);
  gtk_spinner_set_spinning (self->spinner, self->testing);
  /* One next step: to test, and then to join. */
  if (joinable) {
    gtk_widget_remove_css_class (GTK_WIDGET (self->test_button), "suggested-action");
    gtk_widget_add_css_class (GTK_WIDGET (self->join_button), "suggested-action");
  } else {
    gtk_widget_remove_css_class (GTK_WIDGET (self->join_button), "suggested-action");
    gtk_widget_add_css_class (GTK_WIDGET (self->test_button), "suggested-action");
  }
  hall_key_button_set_key (self->test_button, joinable ? NULL : "Enter");
  hall_key_button_set_key (self->join_button, joinable ? "Enter" : NULL);
  if (GTK_IS_WINDOW (root) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_window_set_default_widget (GTK_WINDOW (root),
                                   GTK_WIDGET (joinable ? self->join_button : self->test_button));
}

static void
show_result (HallJoinPage *self, const char *text, const char *detail, gboolean good)
{
  gtk_widget_set_visible (self->result, text != NULL);
  gtk_label_set_text (self->result_text, text != NULL ? text : "");
  gtk_label_set_text (self->result_detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->result_detail), detail != NULL && *detail != '\0');
  gtk_image_set_from_icon_name (self->result_icon,
                                good ? "object-select-symbolic" : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (self->result, good ? "bad-text" : "ok-text");
  gtk_widget_add_css_class (self->result, good ? "ok-text" : "bad-text");
}

/**
 * hall_join_page_show_probe:
 * @self: the page
 * @probe: (transfer full): what came of a look at the server in the fields
 *
 * Says it.
 */
void
hall_join_page_show_probe (HallJoinPage *self, HallProbe *probe)
{
  g_autofree char *text = NULL;

  g_return_if_fail (HALL_IS_JOIN_PAGE (self) && probe != NULL);

  g_clear_pointer (&self->probe, hall_probe_free);
  self->probe = probe;
  if (self->tested == NULL)
    self->tested = hall_join_page_dup_address (self);
  if (probe->outcome != HALL_PROBE_JOINABLE)
    text = refusal_text (self);
  else if (probe->hall_name != NULL)
    /* Translators: %s is the name of a hall */
    text = g_strdup_printf (_ ("%s is there; this PC can join."), probe->hall_name);
  else
    text = g_strdup (_ ("The hall is there; this PC can join."));
  show_result (self, text, detail_text (probe), probe->outcome == HALL_PROBE_JOINABLE);
  show_certificate (self, probe);
  update (self);
  if (probe->outcome == HALL_PROBE_PASSWORD_NEEDED || probe->outcome == HALL_PROBE_PASSWORD_WRONG)
    gtk_widget_grab_focus (GTK_WIDGET (self->password_row));
}

/* --- The test --- */

typedef struct {
  char *address;
  char *password;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  explicit_bzero (question->password, strlen (question->password));
  g_free (question->password);
  g_free (question->address);
  g_free (question);
}

static gpointer
probe_thread (gpointer data)
{
  g_autoptr (GTask) task = data;
  const Question *question = g_task_get_task_data (task);

  g_task_return_pointer (task, hall_probe_server (question->address, question->password),
                         (GDestroyNotify)hall_probe_free);
  return NULL;
}

static void
on_probed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  HallJoinPage *self = HALL_JOIN_PAGE (source);
  HallProbe *probe = g_task_propagate_pointer (G_TASK (result), NULL);

  /* The fields have changed since, or the page is gone. */
  if (probe == NULL)
    return;
  self->testing = FALSE;
  hall_join_page_show_probe (self, probe);
}

static void
test (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallJoinPage *self = HALL_JOIN_PAGE (widget);
  g_autoptr (GTask) task = NULL;
  g_autofree char *address = hall_join_page_dup_address (self);
  Question *question;
  GThread *thread;

  if (address == NULL || self->testing)
    return;
  g_clear_pointer (&self->probe, hall_probe_free);
  g_free (self->tested);
  self->tested = g_strdup (address);
  self->testing = TRUE;
  show_result (self, NULL, NULL, FALSE);
  show_certificate (self, NULL);
  update (self);

  question = g_new0 (Question, 1);
  question->address = g_steal_pointer (&address);
  question->password = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->password_row)));
  task = g_task_new (self, self->cancelled, on_probed_cb, NULL);
  g_task_set_task_data (task, question, question_free);
  thread = g_thread_new ("join-test", probe_thread, g_steal_pointer (&task));
  g_thread_unref (thread);
}

static void
trust (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallJoinPage *self = HALL_JOIN_PAGE (widget);
  g_autoptr (GError) error = NULL;

  if (self->probe == NULL || self->probe->certificate == NULL || self->probe->certificate->anchor == NULL)
    return;
  if (!hall_certificate_trust (self->probe->certificate, &error)) {
    show_result (self, _ ("The certificate could not be saved."), error->message, FALSE);
    return;
  }
  test (widget, NULL, NULL);
}

static void
join (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallJoinPage *self = HALL_JOIN_PAGE (widget);
  const char *password = gtk_editable_get_text (GTK_EDITABLE (self->password_row));
  g_autofree char *address = g_strdup (self->tested);
  g_autoptr (GError) error = NULL;

  if (self->probe == NULL || self->probe->outcome != HALL_PROBE_JOINABLE)
    return;
  if (*password != '\0') {
    if (gtk_switch_get_active (self->remember) && !hall_password_save (address, password, &error)) {
      show_result (self,
                   _ ("The password could not be remembered. Switch that off, or mend it, then join again."),
                   error->message, FALSE);
      return;
    }
    hall_password_set (address, password);
  }
  g_signal_emit (self, signals[JOINED], 0, address);
}

/* --- Typing --- */

/* What was found out is about what stood in the fields before. */
static void
forget_test (HallJoinPage *self)
{
  if (self->probe == NULL && !self->testing && self->tested == NULL)
    return;
  g_cancellable_cancel (self->cancelled);
  g_clear_object (&self->cancelled);
  self->cancelled = g_cancellable_new ();
  self->testing = FALSE;
  g_clear_pointer (&self->probe, hall_probe_free);
  g_clear_pointer (&self->tested, g_free);
  show_result (self, NULL, NULL, FALSE);
  show_certificate (self, NULL);
}

static void
on_typed_cb (HallJoinPage *self, GtkEditable *row)
{
  if (self->filling)
    return;
  if (row == GTK_EDITABLE (self->server_row)) {
    take_apart (self);
  } else if (row == GTK_EDITABLE (self->role_row)) {
    self->own_role = TRUE;
  } else if (row == GTK_EDITABLE (self->database_row) && !self->own_role) {
    g_autofree char *database = dup_text (self->database_row);

    self->filling = TRUE;
    set_text (self->role_row, *database != '\0' ? g_strdup_printf ("%s_desk", database) : g_strdup (""));
    self->filling = FALSE;
  }
  forget_test (self);
  update (self);
}

/* --- Life --- */

static void
hall_join_page_dispose (GObject *object)
{
  HallJoinPage *self = HALL_JOIN_PAGE (object);

  g_cancellable_cancel (self->cancelled);
  g_clear_object (&self->cancelled);
  g_clear_pointer (&self->probe, hall_probe_free);
  g_clear_pointer (&self->tested, g_free);
  self->filling = TRUE; /* what empties now was not typed */
  adw_bin_set_child (ADW_BIN (self), NULL);
  G_OBJECT_CLASS (hall_join_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, HallJoinPage, child)
  BIND (server_row);
  BIND (database_row);
  BIND (role_row);
  BIND (password_row);
  BIND (remember);
  BIND (result);
  BIND (result_icon);
  BIND (result_text);
  BIND (result_detail);
  BIND (certificate);
  BIND (subject);
  BIND (issuer);
  BIND (names);
  BIND (valid);
  BIND (fingerprint);
  BIND (trust_note);
  BIND (trust_button);
  BIND (spinner);
  BIND (test_button);
  BIND (join_button);
#undef BIND
}

static void
hall_join_page_class_init (HallJoinPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_join_page_dispose;
  /**
   * HallJoinPage::joined:
   * @address: the hall this PC is to belong to
   */
  signals[JOINED] = g_signal_new ("joined", HALL_TYPE_JOIN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-join-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_typed_cb);
  gtk_widget_class_install_action (widget_class, "join.test", NULL, test);
  gtk_widget_class_install_action (widget_class, "join.trust", NULL, trust);
  gtk_widget_class_install_action (widget_class, "join.join", NULL, join);
}

static void
hall_join_page_init (HallJoinPage *self)
{
  self->cancelled = g_cancellable_new ();
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_editable_set_text (GTK_EDITABLE (self->database_row), "hall");
  gtk_editable_set_text (GTK_EDITABLE (self->role_row), "hall_desk");
  self->filling = FALSE;
  update (self);
}

/**
 * hall_join_page_new:
 *
 * Returns: (transfer floating): a new page
 */
GtkWidget *
hall_join_page_new (void)
{
  return g_object_new (HALL_TYPE_JOIN_PAGE, NULL);
}

/**
 * hall_join_page_set_address:
 * @self: the page
 * @address: the address of a server
 *
 * Fills the fields in, as if it had been pasted.
 */
void
hall_join_page_set_address (HallJoinPage *self, const char *address)
{
  g_return_if_fail (HALL_IS_JOIN_PAGE (self) && address != NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->server_row), address);
}

/**
 * hall_join_page_focus:
 * @self: the page
 *
 * Puts the cursor where typing begins.
 */
void
hall_join_page_focus (HallJoinPage *self)
{
  g_return_if_fail (HALL_IS_JOIN_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->server_row));
  update (self);
}

/**
 * hall_join_page_is_testing:
 * @self: the page
 *
 * Returns: whether the server is being asked
 */
gboolean
hall_join_page_is_testing (HallJoinPage *self)
{
  g_return_val_if_fail (HALL_IS_JOIN_PAGE (self), FALSE);

  return self->testing;
}
