/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-case-customer.h"

#include <glib/gi18n-lib.h>

#include "hall-case-words.h"
#include "hall-key-button.h"
#include "hall-keycap.h"
#include "hall-shell.h"
#include "hall-text.h"

#define TICK_MS 200

/**
 * HallCaseCustomer:
 *
 * The customer of a case, masked (hall rules 3.9). One value at a time is shown, for a reason and for 15
 * seconds of the hall's time (rows 004-82, 003-02); then, when the page goes away or another case is shown,
 * nothing of it is left here.
 */
struct _HallCaseCustomer {
  AdwBin parent_instance;

  GtkLabel *masked;
  GtkLabel *proxy;
  GtkWidget *shown;
  GtkLabel *shown_title;
  GtkLabel *left;
  GtkLabel *value;
  GtkProgressBar *countdown;
  GtkMenuButton *reveal;
  GtkPopover *popover;
  GtkDropDown *field;
  GtkEditable *reason;
  GtkLabel *message;
  GtkWidget *show;

  const HallCaseContext *context; /* (nullable) as set last */
  char *number;                   /* (owned) (nullable) */
  GPtrArray *fields;              /* of Field, static: what can be shown */
  gint64 until;                   /* what is shown is shown */
  guint tick_id;
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (HallCaseCustomer, hall_case_customer, ADW_TYPE_BIN)

typedef struct {
  const char *name; /* of the reveal command */
  const char *title;
} Field;

static const Field all_fields[] = {
  { "name", N_ ("Name") },       { "phone", N_ ("Telephone") },           { "account", N_ ("Account") },
  { "address", N_ ("Address") }, { "id_number", N_ ("Identity number") },
};

static gboolean
has_field (const HallCaseView *file, const char *name)
{
  const struct {
    const char *name;
    gboolean has;
  } known[] = {
    { "name", file->name != NULL },       { "phone", file->phone != NULL },
    { "account", file->account != NULL }, { "address", file->has_address },
    { "id_number", file->has_id_number },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].name, name))
      return known[i].has;
  return FALSE;
}

/* --- What is shown --- */

static void
say (HallCaseCustomer *self, const char *text, gboolean bad)
{
  gtk_label_set_text (self->message, text);
  gtk_widget_remove_css_class (GTK_WIDGET (self->message), bad ? "quiet" : "bad-text");
  gtk_widget_add_css_class (GTK_WIDGET (self->message), bad ? "bad-text" : "quiet");
}

static void
show_fields (HallCaseCustomer *self, const HallCaseView *file)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->fields, 0);
  for (gsize i = 0; file != NULL && i < G_N_ELEMENTS (all_fields); i++)
    if (has_field (file, all_fields[i].name)) {
      g_ptr_array_add (self->fields, (gpointer)&all_fields[i]);
      gtk_string_list_append (titles, _ (all_fields[i].title));
    }
  gtk_drop_down_set_model (self->field, G_LIST_MODEL (titles));
  gtk_widget_set_visible (GTK_WIDGET (self->reveal), self->fields->len > 0);
}

static void
add_part (GString *text, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "  " : "", part);
}

static void
show_masked (HallCaseCustomer *self, const HallCaseView *file)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *proxy = NULL;
  HallIdType type;

  if (file != NULL) {
    add_part (text, file->name);
    add_part (text, file->phone);
    add_part (text, file->account);
    if (file->has_address)
      add_part (text, _ ("address kept"));
    if (file->id_tail != NULL) {
      g_autofree char *tail = g_strdup_printf (
          "%s ****%s", hall_id_type_from_name (file->id_type, &type) ? hall_id_type_word (type) : "",
          file->id_tail);

      add_part (text, tail);
    }
    if (file->proxy_name != NULL)
      /* Translators: who came for the applicant, masked, and how they are related */
      proxy = g_strdup_printf (_ ("%1$s came for them (%2$s)"), file->proxy_name, file->proxy_relation);
  }
  gtk_label_set_text (self->masked, text->len > 0 ? text->str : _ ("Nothing personal was asked."));
  gtk_label_set_text (self->proxy, proxy != NULL ? proxy : "");
  gtk_widget_set_visible (GTK_WIDGET (self->proxy), proxy != NULL);
}

/**
 * hall_case_customer_hide:
 * @self: the customer
 *
 * Masks at once what is shown.
 */
void
hall_case_customer_hide (HallCaseCustomer *self)
{
  g_return_if_fail (HALL_IS_CASE_CUSTOMER (self));

  g_clear_handle_id (&self->tick_id, g_source_remove);
  self->until = 0;
  gtk_label_set_text (self->value, "");
  gtk_widget_set_visible (self->shown, FALSE);
}

static void
show_left (HallCaseCustomer *self, gint64 left)
{
  g_autofree char *text = NULL;

  /* Translators: seconds until something is masked again */
  text = g_strdup_printf (_ ("%d s"), (int)((left + G_TIME_SPAN_SECOND - 1) / G_TIME_SPAN_SECOND));
  gtk_label_set_text (self->left, text);
  gtk_progress_bar_set_fraction (self->countdown, (double)left / (HALL_REVEAL_S * G_TIME_SPAN_SECOND));
}

static gboolean
on_tick_cb (gpointer data)
{
  HallCaseCustomer *self = data;
  gint64 left = self->context != NULL && self->context->store != NULL
                    ? self->until - hall_shell_now (self->context->store)
                    : 0;

  if (left > 0) {
    show_left (self, left);
    return G_SOURCE_CONTINUE;
  }
  self->tick_id = 0;
  hall_case_customer_hide (self);
  return G_SOURCE_REMOVE;
}

/* --- Asking --- */

static void
on_done_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  HallCaseCustomer *self = HALL_CASE_CUSTOMER (widget);
  const Field *field = data;
  const char *value = "";

  self->busy = FALSE;
  if (error != NULL) {
    g_autofree char *text = hall_shell_error_text (error);

    say (self, text, TRUE);
    return;
  }
  gtk_popover_popdown (self->popover);
  /* The page may be gone from the screen, or show another case, before the answer is there. */
  if (self->context == NULL || !gtk_widget_get_mapped (widget))
    return;
  g_variant_lookup (answer, "value", "&s", &value);
  gtk_label_set_text (self->shown_title, _ (field->title));
  gtk_label_set_text (self->value, value);
  gtk_widget_set_visible (self->shown, TRUE);
  self->until = hall_shell_now (self->context->store) + HALL_REVEAL_S * G_TIME_SPAN_SECOND;
  show_left (self, HALL_REVEAL_S * G_TIME_SPAN_SECOND);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  self->tick_id = g_timeout_add (TICK_MS, on_tick_cb, self);
}

static void
on_show_cb (HallCaseCustomer *self)
{
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (self->reason)));
  guint selected = gtk_drop_down_get_selected (self->field);
  g_autoptr (GError) error = NULL;
  const Field *field;

  if (self->busy || self->context == NULL || self->context->store == NULL || selected >= self->fields->len)
    return;
  if (!hall_reason_check (reason, "reason", &error)) {
    g_autofree char *text = hall_shell_error_text (error);

    say (self, text, TRUE);
    gtk_widget_grab_focus (GTK_WIDGET (self->reason));
    return;
  }
  field = g_ptr_array_index (self->fields, selected);
  self->busy = TRUE;
  hall_case_customer_hide (self);
  hall_shell_do_quietly (
      GTK_WIDGET (self), self->context->store,
      hall_case_context_command (self->context, "reveal",
                                 g_variant_new_parsed ("{'case': <%s>, 'field': <%s>, 'reason': <%s>}",
                                                       self->number, field->name, reason)),
      on_done_cb, (gpointer)field);
}

static void
on_reason_cb (HallCaseCustomer *self)
{
  gtk_widget_set_sensitive (self->show, *gtk_editable_get_text (self->reason) != '\0');
}

static void
on_closed_cb (HallCaseCustomer *self)
{
  gtk_editable_set_text (self->reason, "");
  say (self, _ ("It is shown for 15 seconds. Who looked, when and why is recorded."), FALSE);
}

/* --- The class --- */

static void
hall_case_customer_unmap (GtkWidget *widget)
{
  hall_case_customer_hide (HALL_CASE_CUSTOMER (widget));
  GTK_WIDGET_CLASS (hall_case_customer_parent_class)->unmap (widget);
}

static void
hall_case_customer_dispose (GObject *object)
{
  HallCaseCustomer *self = HALL_CASE_CUSTOMER (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  self->context = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), HALL_TYPE_CASE_CUSTOMER);
  G_OBJECT_CLASS (hall_case_customer_parent_class)->dispose (object);
}

static void
hall_case_customer_finalize (GObject *object)
{
  HallCaseCustomer *self = HALL_CASE_CUSTOMER (object);

  g_free (self->number);
  g_ptr_array_unref (self->fields);
  G_OBJECT_CLASS (hall_case_customer_parent_class)->finalize (object);
}

static void
hall_case_customer_class_init (HallCaseCustomerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_case_customer_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_case_customer_finalize;
  widget_class->unmap = hall_case_customer_unmap;
  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  g_type_ensure (HALL_TYPE_KEYCAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-case-customer.ui");
  gtk_widget_class_bind_template_child (widget_class, HallCaseCustomer, masked);
  gtk_widget_class_bind_template_child (widget_class, HallCaseCustomer, proxy);
  gtk_widget_class_bind_template_child (widget_class, HallCaseCustomer, shown);
  gtk_widget_class_bind_template_child (widget_class, HallCaseCustomer, shown_title);
  gtk_widget_class_bind_template_child (widget_class, HallCaseCustomer, left);
  gtk_widget_class_bind_template_child (widget_class, HallCaseCustomer, value);
  gtk_widget_class_bind_template_child (widget_class, HallCaseCustomer, countdown);
  gtk_widget_class_bind_template_child (widget_class, HallCaseCustomer, reveal);
  gtk_widget_class_bind_template_child (widget_class, HallCaseCustomer, popover);
  gtk_widget_class_bind_template_child (widget_class, HallCaseCustomer, field);
  gtk_widget_class_bind_template_child (widget_class, HallCaseCustomer, reason);
  gtk_widget_class_bind_template_child (widget_class, HallCaseCustomer, message);
  gtk_widget_class_bind_template_child (widget_class, HallCaseCustomer, show);
  gtk_widget_class_bind_template_callback (widget_class, on_show_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_reason_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_closed_cb);
}

static void
hall_case_customer_init (HallCaseCustomer *self)
{
  self->fields = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_case_customer_new:
 *
 * Returns: (transfer floating): a new widget
 */
GtkWidget *
hall_case_customer_new (void)
{
  return g_object_new (HALL_TYPE_CASE_CUSTOMER, NULL);
}

/**
 * hall_case_customer_set_context:
 * @self: the customer
 * @context: (nullable): where the clerk is, and the case; has to stay valid until the next one
 *
 * Whose customer it is. What was shown of another case is masked.
 */
void
hall_case_customer_set_context (HallCaseCustomer *self, const HallCaseContext *context)
{
  const HallCaseView *file = context != NULL ? context->file : NULL;

  g_return_if_fail (HALL_IS_CASE_CUSTOMER (self));

  self->context = context;
  if (file == NULL || g_strcmp0 (self->number, file->number) != 0) {
    hall_case_customer_hide (self);
    gtk_popover_popdown (self->popover);
    g_free (self->number);
    self->number = g_strdup (file != NULL ? file->number : NULL);
    show_fields (self, file);
  }
  show_masked (self, file);
}

/**
 * hall_case_customer_ask:
 * @self: the customer
 *
 * Asks what is to be shown and why; does nothing where nothing is masked.
 */
void
hall_case_customer_ask (HallCaseCustomer *self)
{
  g_return_if_fail (HALL_IS_CASE_CUSTOMER (self));

  if (self->fields->len == 0 || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  gtk_menu_button_popup (self->reveal);
  gtk_widget_grab_focus (GTK_WIDGET (self->reason));
}
