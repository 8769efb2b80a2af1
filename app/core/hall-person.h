/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-calendar.h"

G_BEGIN_DECLS

/**
 * HallIdType:
 *
 * The papers that say who somebody is (hall rules 5.8). Stored by name, see hall_id_type_name().
 */
typedef enum {
  HALL_ID_NUMBER, /* 身份证, 居住证, 外国人永久居留身份证: a number of 18 with a check digit */
  HALL_ID_PASSPORT, /* 护照 */
  HALL_ID_HK_MACAO, /* 港澳居民来往内地通行证 */
  HALL_ID_TAIWAN,   /* 台湾居民来往大陆通行证 */
  HALL_ID_OTHER,    /* 其他证件 */
} HallIdType;
#define HALL_N_ID_TYPES (HALL_ID_OTHER + 1)

const char *hall_id_type_name (HallIdType type);
gboolean hall_id_type_from_name (const char *name, HallIdType *type);

/**
 * HallIdHolder:
 *
 * Whose a number of 18 is, told from how it begins.
 */
typedef enum {
  HALL_ID_HOLDER_CITIZEN,
  HALL_ID_HOLDER_HK_MACAO, /* 81, 82: residence permit */
  HALL_ID_HOLDER_TAIWAN,   /* 83: residence permit */
  HALL_ID_HOLDER_FOREIGN,  /* 9: permanent residence card */
} HallIdHolder;

/**
 * HallIdFacts:
 * @holder: whose it is
 * @born: the date of birth in it: 1949-12-31
 * @age_doubtful: the holder would be older than anybody: worth a second look, no error
 *
 * What a number of 18 says itself. Nothing of it is to be kept where the matter does not ask for it.
 */
typedef struct {
  HallIdHolder holder;
  char born[HALL_DAY_SIZE];
  gboolean age_doubtful;
} HallIdFacts;

#define HALL_ID_DOUBTFUL_AGE 120 /* years */
#define HALL_PERSON_NAME_MAX 100 /* characters; the rule asks for 50 at least */

char *hall_id_parse (HallIdType type,
                     const char *text,
                     const char *today,
                     const char *field,
                     HallIdFacts *facts,
                     GError **error);
char *hall_id_from_15 (const char *text, const char *field, GError **error);
char *hall_id_last_four (const char *id);
char *hall_id_last_four_parse (const char *text, const char *field, GError **error);
char *hall_id_mask (const char *id);
char *hall_id_mask_in_text (const char *text);

/**
 * HallPhoneKind:
 *
 * What kind of telephone number it is (hall rules 5.8).
 */
typedef enum {
  HALL_PHONE_MOBILE,
  HALL_PHONE_LANDLINE,
  HALL_PHONE_SERVICE, /* 400, 800, 95: a company's */
} HallPhoneKind;

char *hall_phone_parse (const char *text, const char *field, HallPhoneKind *kind, GError **error);
char *hall_person_name_parse (const char *text, const char *field, GError **error);

G_END_DECLS
