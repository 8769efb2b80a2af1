#pragma once
/* FIXME: a sample of what the lint must find; it is never built. */
