/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-proxy.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_LINKS 128
#define MAX_QUEUED (1 << 20) /* bytes on their way in one direction, then its sender waits */

/* Bytes on their way. */
typedef struct {
  gint64 due; /* monotonic µs: when they arrive */
  gsize from; /* the first that has not arrived */
  gsize length;
  guint8 bytes[];
} Chunk;

enum { CLIENT, SERVER };

/* Where the server's stream of messages stands: a type, four bytes of length that count themselves, a body.
 */
typedef struct {
  gboolean begun; /* before, one letter may refuse encryption */
  guint8 head[5];
  guint n_head;
  guint32 left; /* of the body */
  char tag[8];  /* how the body begins */
  guint n_tag;
} Reader;

typedef struct {
  int fds[2];
  GQueue to[2]; /* of Chunk */
  gsize queued[2];
  gboolean ended[2]; /* whether it says no more */
  Reader reader;
  gboolean server_spoke; /* last */
  gboolean doomed;       /* what is on its way arrives, then it ends */
} Link;

struct _HallProxy {
  GThread *thread;
  int listener;
  int port;
  int to_port;
  int wake; /* eventfd */

  GMutex mutex; /* over all below */
  GCond settled;
  gboolean stirred;
  gboolean stopping;
  HallProxyMode mode;
  gint64 delay_us;
  gboolean swallowing;
  guint swallowed;
  guint turns;

  GPtrArray *links; /* of Link, the thread's own */
};

static void
link_free (gpointer data)
{
  Link *link = data;

  for (int side = 0; side < 2; side++) {
    if (link->fds[side] >= 0)
      close (link->fds[side]);
    g_queue_clear_full (&link->to[side], g_free);
  }
  g_free (link);
}

/* A reset instead of an end: what was on its way is lost with it. */
static void
reset (int fd)
{
  struct linger linger = { .l_onoff = 1, .l_linger = 0 };

  setsockopt (fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
}

static void
link_reset (Link *link)
{
  reset (link->fds[CLIENT]);
  reset (link->fds[SERVER]);
}

static struct sockaddr_in
loopback (int port)
{
  return (struct sockaddr_in){ .sin_family = AF_INET,
                               .sin_port = htons ((guint16)port),
                               .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
}

static void
set_up_socket (int fd)
{
  int one = 1;

  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  fcntl (fd, F_SETFL, O_NONBLOCK);
}

static void
take_connection (HallProxy *self)
{
  struct sockaddr_in to = loopback (self->to_port);
  int client = accept4 (self->listener, NULL, NULL, SOCK_CLOEXEC);
  int server;
  Link *link;

  if (client < 0)
    return;
  server = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (self->mode == HALL_PROXY_CUT || self->links->len >= MAX_LINKS
      || connect (server, (struct sockaddr *)&to, sizeof to) != 0) {
    reset (client);
    close (client);
    close (server);
    return;
  }
  set_up_socket (client);
  set_up_socket (server);
  link = g_new0 (Link, 1);
  link->fds[CLIENT] = client;
  link->fds[SERVER] = server;
  g_ptr_array_add (self->links, link);
}

/* Takes in one byte of what the server says; whether it completes the answer to a COMMIT. By then the server
 * has written it to its disk. */
static gboolean
read_byte (Reader *self, guint8 byte)
{
  if (!self->begun && (byte == 'N' || byte == 'G'))
    return FALSE;
  self->begun = TRUE;
  if (self->n_head < sizeof self->head) {
    self->head[self->n_head++] = byte;
    if (self->n_head == sizeof self->head)
      self->left = ((guint32)self->head[1] << 24 | (guint32)self->head[2] << 16 | (guint32)self->head[3] << 8
                    | self->head[4])
                   - 4;
  } else {
    if (self->n_tag < sizeof self->tag)
      self->tag[self->n_tag++] = (char)byte;
    self->left--;
  }
  if (self->n_head == sizeof self->head && self->left == 0) {
    gboolean is_commit = self->head[0] == 'C' && self->n_tag == 7 && memcmp (self->tag, "COMMIT", 7) == 0;

    self->n_head = self->n_tag = 0;
    return is_commit;
  }
  return FALSE;
}

/* How much of what the server said may be passed on: all of it, or what comes before the answer that is to be
 * lost. A part of that answer may be gone already, which is no answer. */
static gsize
watch_server (HallProxy *self, Link *link, const guint8 *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++) {
    if (!read_byte (&link->reader, bytes[i]) || !self->swallowing)
      continue;
    self->swallowing = FALSE;
    self->swallowed++;
    link->doomed = TRUE;
    return i >= 11 ? i - 11 : 0;
  }
  return length;
}

static void
take_bytes (HallProxy *self, Link *link, int side)
{
  guint8 bytes[16384];
  ssize_t n = recv (link->fds[side], bytes, sizeof bytes, 0);
  gsize length;
  Chunk *chunk;

  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return;
  if (n <= 0) {
    if (n < 0)
      link_reset (link);
    link->ended[side] = TRUE;
    return;
  }
  if (side == CLIENT) {
    self->turns += link->server_spoke;
    link->server_spoke = FALSE;
    length = (gsize)n;
  } else {
    link->server_spoke = TRUE;
    length = watch_server (self, link, bytes, (gsize)n);
  }
  chunk = g_malloc (sizeof *chunk + length);
  chunk->due = g_get_monotonic_time () + self->delay_us;
  chunk->from = 0;
  chunk->length = length;
  memcpy (chunk->bytes, bytes, length);
  g_queue_push_tail (&link->to[!side], chunk);
  link->queued[!side] += length;
}

/* Delivers what is due to one side. */
static void
deliver (Link *link, int side, gint64 now)
{
  Chunk *chunk;

  while ((chunk = g_queue_peek_head (&link->to[side])) != NULL && chunk->due <= now) {
    ssize_t n = send (link->fds[side], chunk->bytes + chunk->from, chunk->length - chunk->from, MSG_NOSIGNAL);

    if (n < 0) {
      if (errno != EAGAIN && errno != EINTR) {
        link_reset (link);
        link->ended[0] = link->ended[1] = TRUE;
        g_queue_clear_full (&link->to[side], g_free);
      }
      return;
    }
    link->queued[side] -= (gsize)n;
    chunk->from += (gsize)n;
    if (chunk->from < chunk->length)
      return;
    g_free (g_queue_pop_head (&link->to[side]));
  }
}

/* A side that said all ends the other when that has heard it. */
static gboolean
is_over (Link *link)
{
  for (int side = 0; side < 2; side++)
    if ((link->ended[side] || (link->doomed && side == SERVER)) && g_queue_is_empty (&link->to[!side]))
      return TRUE;
  return FALSE;
}

static void
cut_all (HallProxy *self)
{
  for (guint i = 0; i < self->links->len; i++)
    link_reset (self->links->pdata[i]);
  g_ptr_array_set_size (self->links, 0);
}

/* What to wait for on one side; a delay that ends sooner shortens @timeout. */
static struct pollfd
wish (Link *link, int side, gint64 now, gint64 *timeout_us)
{
  struct pollfd wish = { .fd = link->fds[side] };
  Chunk *chunk = g_queue_peek_head (&link->to[side]);

  if (!link->ended[side] && !(link->doomed && side == SERVER) && link->queued[!side] < MAX_QUEUED)
    wish.events |= POLLIN;
  if (chunk != NULL && chunk->due <= now)
    wish.events |= POLLOUT;
  else if (chunk != NULL)
    *timeout_us = MIN (*timeout_us, chunk->due - now);
  if (wish.events == 0)
    wish.fd = -1; /* or its end would be told again and again */
  return wish;
}

static void
work (HallProxy *self, const struct pollfd *polled, guint n_links)
{
  gint64 now = g_get_monotonic_time ();

  for (guint i = 0; i < n_links; i++) {
    Link *link = self->links->pdata[i];

    for (int side = 0; side < 2; side++)
      if (polled[2 * i + side].revents & (POLLIN | POLLHUP | POLLERR) && !link->ended[side])
        take_bytes (self, link, side);
    for (int side = 0; side < 2; side++)
      deliver (link, side, now);
  }
  for (guint i = self->links->len; i > 0; i--)
    if (is_over (self->links->pdata[i - 1]))
      g_ptr_array_remove_index_fast (self->links, i - 1);
}

/* One turn; the mutex is held except while it waits. */
static void
turn (HallProxy *self)
{
  struct pollfd polled[2 * MAX_LINKS + 2];
  gint64 now = g_get_monotonic_time ();
  gint64 timeout_us = 10 * G_USEC_PER_SEC;
  guint n_links = self->mode == HALL_PROXY_SILENT ? 0 : self->links->len;
  guint n = 0;

  for (guint i = 0; i < n_links; i++)
    for (int side = 0; side < 2; side++)
      polled[n++] = wish (self->links->pdata[i], side, now, &timeout_us);
  polled[n++] = (struct pollfd){ .fd = self->wake, .events = POLLIN };
  polled[n++] = (struct pollfd){ .fd = self->mode == HALL_PROXY_SILENT ? -1 : self->listener,
                                 .events = POLLIN };

  g_mutex_unlock (&self->mutex);
  poll (polled, n, (int)((timeout_us + 999) / 1000));
  g_mutex_lock (&self->mutex);

  if (polled[2 * n_links].revents != 0) {
    guint64 ignored;

    G_GNUC_UNUSED ssize_t got = read (self->wake, &ignored, sizeof ignored);
    if (self->mode == HALL_PROXY_CUT)
      cut_all (self);
    self->stirred = FALSE;
    g_cond_broadcast (&self->settled);
    return; /* what was polled for may be gone */
  }
  work (self, polled, n_links);
  if (polled[2 * n_links + 1].revents != 0)
    take_connection (self);
}

static gpointer
proxy_thread (gpointer data)
{
  HallProxy *self = data;

  g_mutex_lock (&self->mutex);
  while (!self->stopping)
    turn (self);
  /* It may have been something else that woke it last. */
  self->stirred = FALSE;
  g_cond_broadcast (&self->settled);
  g_mutex_unlock (&self->mutex);
  return NULL;
}

/**
 * hall_proxy_new:
 * @to_port: where the server listens on loopback; it need not be there yet
 *
 * Returns: (transfer full): a proxy that passes on what comes in
 */
HallProxy *
hall_proxy_new (int to_port)
{
  HallProxy *self = g_new0 (HallProxy, 1);
  struct sockaddr_in here = loopback (0);
  socklen_t length = sizeof here;

  self->to_port = to_port;
  self->wake = eventfd (0, EFD_CLOEXEC);
  self->listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  g_assert_cmpint (bind (self->listener, (struct sockaddr *)&here, sizeof here), ==, 0);
  g_assert_cmpint (listen (self->listener, 64), ==, 0);
  g_assert_cmpint (getsockname (self->listener, (struct sockaddr *)&here, &length), ==, 0);
  self->port = ntohs (here.sin_port);
  self->links = g_ptr_array_new_with_free_func (link_free);
  self->thread = g_thread_new ("hall-proxy", proxy_thread, self);
  return self;
}

/* Has the thread look at what has changed, and waits until it has. */
static void
stir (HallProxy *self)
{
  guint64 one = 1;

  self->stirred = TRUE;
  G_GNUC_UNUSED ssize_t wrote = write (self->wake, &one, sizeof one);
  while (self->stirred)
    g_cond_wait (&self->settled, &self->mutex);
}

void
hall_proxy_free (HallProxy *self)
{
  g_mutex_lock (&self->mutex);
  self->stopping = TRUE;
  stir (self);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);
  g_ptr_array_unref (self->links);
  close (self->listener);
  close (self->wake);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->settled);
  g_free (self);
}

int
hall_proxy_get_port (HallProxy *self)
{
  return self->port;
}

/**
 * hall_proxy_set_mode:
 * @self: a proxy
 * @mode: what becomes of its connections
 *
 * It is so when this returns. Connections that were silent go on where they were when it passes again.
 */
void
hall_proxy_set_mode (HallProxy *self, HallProxyMode mode)
{
  g_mutex_lock (&self->mutex);
  self->mode = mode;
  stir (self);
  g_mutex_unlock (&self->mutex);
}

/**
 * hall_proxy_set_delay:
 * @self: a proxy
 * @each_way_ms: how long everything is on its way from now on
 */
void
hall_proxy_set_delay (HallProxy *self, int each_way_ms)
{
  g_mutex_lock (&self->mutex);
  self->delay_us = each_way_ms * 1000;
  stir (self);
  g_mutex_unlock (&self->mutex);
}

/**
 * hall_proxy_swallow_commit:
 * @self: a proxy
 *
 * The next COMMIT reaches the server and is carried out; its answer is lost, and the connection with it.
 */
void
hall_proxy_swallow_commit (HallProxy *self)
{
  g_mutex_lock (&self->mutex);
  self->swallowing = TRUE;
  g_mutex_unlock (&self->mutex);
}

/* How many answers were lost so far. */
guint
hall_proxy_get_swallowed (HallProxy *self)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = self->swallowed;
  g_mutex_unlock (&self->mutex);
  return n;
}

/**
 * hall_proxy_get_turns:
 * @self: a proxy
 *
 * Returns: how often a program spoke after it had heard something: round trips that it waited for
 */
guint
hall_proxy_get_turns (HallProxy *self)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = self->turns;
  g_mutex_unlock (&self->mutex);
  return n;
}
