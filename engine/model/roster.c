#include "engine/model/roster.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "engine/words/words.h"

struct Roster {
    GArray *practitioners, *groups, *memberships, *territories; /* sorted by id once closed */
    bool closed;
};

/* --- elements -------------------------------------------------------------------------------- */

static void
practitioner_clear(gpointer data)
{
    Practitioner *self = data;
    Letter *letter = &self->letter;
    char *texts[] = {self->id,
                     self->profession,
                     self->specialty,
                     self->territory_id,
                     letter->rpps,
                     letter->title,
                     letter->given_name,
                     letter->name,
                     letter->address_1,
                     letter->address_2,
                     letter->postcode,
                     letter->town,
                     letter->secure_email};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
}

static void
group_clear(gpointer data)
{
    Group *self = data;
    g_free(self->id);
    g_free(self->label);
    g_free(self->territory_id);
}

static void
membership_clear(gpointer data)
{
    Membership *self = data;
    g_free(self->group_id);
    g_free(self->practitioner_id);
}

static void
territory_clear(gpointer data)
{
    Territory *self = data;
    g_free(self->id);
    g_free(self->label);
    g_free(self->parent_id);
    g_free(self->region_id);
}

static GArray *
array_new(size_t element_size, GDestroyNotify clear)
{
    GArray *array = g_array_new(false, false, (guint)element_size);
    g_array_set_clear_func(array, clear);
    return array;
}

Roster *
roster_new(void)
{
    Roster *self = g_new0(Roster, 1);
    self->practitioners = array_new(sizeof(Practitioner), practitioner_clear);
    self->groups = array_new(sizeof(Group), group_clear);
    self->memberships = array_new(sizeof(Membership), membership_clear);
    self->territories = array_new(sizeof(Territory), territory_clear);
    return self;
}

void
roster_free(Roster *self)
{
    if (self == NULL)
        return;
    g_array_unref(self->practitioners);
    g_array_unref(self->groups);
    g_array_unref(self->memberships);
    g_array_unref(self->territories);
    g_free(self);
}

static Practitioner *
practitioner_at(const Roster *self, size_t i)
{
    g_assert(i < self->practitioners->len);
    return &g_array_index(self->practitioners, Practitioner, i);
}

static Group *
group_at(const Roster *self, size_t i)
{
    g_assert(i < self->groups->len);
    return &g_array_index(self->groups, Group, i);
}

void
roster_take_practitioner(Roster *self, Practitioner practitioner)
{
    g_assert(!self->closed);
    practitioner.standing = STANDING_OTHER;
    practitioner.group = practitioner.entry_group = -1;
    practitioner.entered_on = DAY_NONE;
    g_array_append_val(self->practitioners, practitioner);
}

void
roster_take_group(Roster *self, Group group)
{
    g_assert(!self->closed);
    g_array_append_val(self->groups, group);
}

void
roster_take_membership(Roster *self, Membership membership)
{
    g_assert(!self->closed);
    g_array_append_val(self->memberships, membership);
}

void
roster_take_territory(Roster *self, Territory territory)
{
    g_assert(!self->closed);
    g_array_append_val(self->territories, territory);
}

/* --- order ----------------------------------------------------------------------------------- */

/* Practitioner, Group and Territory all begin with their id, so one order and one search serve the
 * three. */
G_STATIC_ASSERT(offsetof(Practitioner, id) == 0);
G_STATIC_ASSERT(offsetof(Group, id) == 0);
G_STATIC_ASSERT(offsetof(Territory, id) == 0);

static int
compare_ids(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static int
compare_memberships(const void *a, const void *b)
{
    const Membership *left = a, *right = b;
    int order = strcmp(left->practitioner_id, right->practitioner_id);
    if (order == 0)
        order = (left->joined_on > right->joined_on) - (left->joined_on < right->joined_on);
    return order != 0 ? order : strcmp(left->group_id, right->group_id);
}

static int
find_id(const GArray *array, const char *id)
{
    size_t size = g_array_get_element_size((GArray *)(uintptr_t)array);
    if (array->len == 0)
        return -1;
    const char *found = bsearch(&id, array->data, array->len, size, compare_ids);
    return found != NULL ? (int)((size_t)(found - array->data) / size) : -1;
}

/* --- closing --------------------------------------------------------------------------------- */

G_GNUC_PRINTF(2, 3)
static bool
fail(GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    GError *fault = g_error_new_valist(MODEL_ERROR, MODEL_ERROR_VALUE, format, arguments);
    va_end(arguments);
    g_propagate_error(error, fault);
    return false;
}

static bool
sort_by_id(GArray *array, const char *relation, GError **error)
{
    size_t size = g_array_get_element_size(array);
    if (array->len > 0)
        qsort(array->data, array->len, size, compare_ids);
    for (size_t i = 1; i < array->len; i++) {
        const char *const *before = (const char *const *)(void *)(array->data + (i - 1) * size);
        const char *const *here = (const char *const *)(void *)(array->data + i * size);
        if (strcmp(*before, *here) == 0)
            return fail(error, _("%s: '%s' stands there twice; keep one row"), relation, *here);
    }
    return true;
}

static bool
check_group(const Group *group, GError **error)
{
    bool fits = *group->id != '.' && *group->id != '\0' && strlen(group->id) <= 100;
    for (const char *c = group->id; *c != '\0'; c++)
        fits &= g_ascii_isalnum(*c) || strchr("._-", *c) != NULL;
    return fits || fail(error,
                        _("quality_group: group_id '%s' becomes a file name; use letters, digits, "
                          "'.', '_' and '-', at most 100, not beginning with '.'"),
                        group->id);
}

static bool
check_membership(const Roster *self, const Membership *membership, GError **error)
{
    if (find_id(self->groups, membership->group_id) < 0)
        return fail(error,
                    _("membership of practitioner '%s': no quality_group has group_id '%s'; "
                      "add the group or correct the row"),
                    membership->practitioner_id, membership->group_id);
    if (find_id(self->practitioners, membership->practitioner_id) < 0)
        return fail(error,
                    _("membership in group '%s': no practitioner has practitioner_id '%s'; "
                      "add the practitioner or correct the row"),
                    membership->group_id, membership->practitioner_id);
    if (membership->left_on != DAY_NONE && membership->left_on < membership->joined_on)
        return fail(error,
                    _("membership of practitioner '%s' in group '%s' ends before it begins; "
                      "correct joined_on or left_on"),
                    membership->practitioner_id, membership->group_id);
    return true;
}

bool
roster_close(Roster *self, GError **error)
{
    g_assert(!self->closed);
    if (!sort_by_id(self->practitioners, "practitioner", error) ||
        !sort_by_id(self->groups, "quality_group", error) ||
        !sort_by_id(self->territories, "territory", error))
        return false;
    if (self->memberships->len > 0)
        qsort(self->memberships->data, self->memberships->len, sizeof(Membership),
              compare_memberships);
    for (size_t i = 0; i < self->groups->len; i++)
        if (!check_group(group_at(self, i), error))
            return false;
    for (size_t i = 0; i < self->memberships->len; i++)
        if (!check_membership(self, &g_array_index(self->memberships, Membership, i), error))
            return false;
    self->closed = true;
    return true;
}

/* --- standing -------------------------------------------------------------------------------- */

bool
practitioner_active(const Practitioner *self, Day first, Day last)
{
    return (self->active_from == DAY_NONE || self->active_from <= first) &&
           (self->active_to == DAY_NONE || self->active_to >= last);
}

static bool
membership_covers(const Membership *self, const Group *group, Day day)
{
    return self->joined_on <= day && (self->left_on == DAY_NONE || self->left_on >= day) &&
           (group->closed_on == DAY_NONE || group->closed_on >= day);
}

static bool
enrol(Roster *self, Practitioner *practitioner, const Membership *membership, int group, Day day,
      GError **error)
{
    if (practitioner->group >= 0)
        return fail(error,
                    _("practitioner '%s' has two memberships on the same day, in groups '%s' and "
                      "'%s'; end one with left_on"),
                    practitioner->id, group_at(self, (size_t)practitioner->group)->id,
                    membership->group_id);
    practitioner->group = group;
    practitioner->standing = STANDING_ENROLLED;
    practitioner->facilitator = membership->facilitator;
    practitioner->anonymity_waived =
        membership->anonymity_waived_on != DAY_NONE && membership->anonymity_waived_on <= day;
    return true;
}

/* Memberships come in the order of their days: the first one stays. */
static void
enter(Practitioner *practitioner, const Membership *membership, int group, Day day)
{
    if (practitioner->entered_on != DAY_NONE || membership->joined_on > day)
        return;
    practitioner->entered_on = membership->joined_on;
    practitioner->entry_group = group;
}

/* What memberships say of their practitioners; `out_ever` tells by practitioner whether there is any. */
static bool
settle_members(Roster *self, Day day, bool *out_ever, GError **error)
{
    for (size_t i = 0; i < self->memberships->len; i++) {
        const Membership *membership = &g_array_index(self->memberships, Membership, i);
        int index = find_id(self->practitioners, membership->practitioner_id);
        int group = find_id(self->groups, membership->group_id);
        Practitioner *practitioner = practitioner_at(self, (size_t)index);
        out_ever[index] = true;
        enter(practitioner, membership, group, day);
        if (membership_covers(membership, group_at(self, (size_t)group), day)) {
            if (!enrol(self, practitioner, membership, group, day, error))
                return false;
        } else if (practitioner->standing == STANDING_OTHER && membership->joined_on <= day) {
            practitioner->standing = STANDING_FORMER;
        }
    }
    return true;
}

/* The nearest region_id from the territory up its parents; NULL when there is none. */
static const char *
region_of(const Roster *self, const char *territory_id)
{
    /* No chain is longer than the table: what goes on is a circle. */
    for (size_t steps = 0; territory_id != NULL && steps <= self->territories->len; steps++) {
        int i = find_id(self->territories, territory_id);
        if (i < 0)
            return NULL;
        const Territory *territory = &g_array_index(self->territories, Territory, i);
        if (territory->region_id != NULL)
            return territory->region_id;
        territory_id = territory->parent_id;
    }
    return NULL;
}

bool
roster_in_region(const Roster *self, const Campaign *campaign, const char *territory_id)
{
    return self->territories->len == 0 ||
           g_strcmp0(region_of(self, territory_id), campaign->region_id) == 0;
}

static bool
is_listed(const char *specialty, char *const *specialties)
{
    if (*specialties == NULL)
        return true;
    for (; specialty != NULL && *specialties != NULL; specialties++)
        if (strcmp(*specialties, specialty) == 0)
            return true;
    return false;
}

static bool
is_of_profession(const Practitioner *practitioner, const Campaign *campaign)
{
    const char *profession =
        practitioner->profession != NULL ? practitioner->profession : USUAL_PROFESSION;
    return strcmp(profession, campaign->profession) == 0;
}

static bool
is_control(const Roster *self, const Practitioner *practitioner, const Campaign *campaign,
           const int64_t *net_lines)
{
    return roster_in_region(self, campaign, practitioner->territory_id) &&
           is_listed(practitioner->specialty, campaign->control_specialties) &&
           practitioner_active(practitioner, period_first_day(campaign->last),
                               period_last_day(campaign->last)) &&
           (net_lines == NULL || *net_lines >= campaign->control_minimum_activity);
}

static void
reset(Roster *self)
{
    for (size_t i = 0; i < self->practitioners->len; i++) {
        Practitioner *practitioner = practitioner_at(self, i);
        practitioner->standing = STANDING_OTHER;
        practitioner->group = practitioner->entry_group = -1;
        practitioner->entered_on = DAY_NONE;
        practitioner->facilitator = practitioner->anonymity_waived = false;
    }
    for (size_t i = 0; i < self->groups->len; i++)
        group_at(self, i)->n_members = 0;
}

/* Out of every figure and document, whatever the memberships. */
static void
leave_out(Practitioner *practitioner, Standing standing)
{
    practitioner->standing = standing;
    practitioner->group = practitioner->entry_group = -1;
    practitioner->entered_on = DAY_NONE;
    practitioner->facilitator = practitioner->anonymity_waived = false;
}

bool
roster_settle(Roster *self, const Campaign *campaign, const int64_t *net_lines, GError **error)
{
    g_assert(self->closed);
    reset(self);
    g_autofree bool *ever_member = g_new0(bool, self->practitioners->len);
    if (!settle_members(self, period_last_day(campaign->last), ever_member, error))
        return false;
    for (size_t i = 0; i < self->practitioners->len; i++) {
        Practitioner *practitioner = practitioner_at(self, i);
        if (practitioner->opposed_on != DAY_NONE)
            leave_out(practitioner, STANDING_OPPOSED);
        else if (!is_of_profession(practitioner, campaign))
            leave_out(practitioner, STANDING_OTHER);
        else if (practitioner->standing == STANDING_ENROLLED)
            group_at(self, (size_t)practitioner->group)->n_members++;
        else if (!ever_member[i] &&
                 is_control(self, practitioner, campaign, net_lines != NULL ? &net_lines[i] : NULL))
            practitioner->standing = STANDING_CONTROL;
    }
    return true;
}

/* --- look-up --------------------------------------------------------------------------------- */

size_t
roster_n_practitioners(const Roster *self)
{
    return self->practitioners->len;
}

const Practitioner *
roster_practitioner(const Roster *self, size_t i)
{
    return practitioner_at(self, i);
}

int
roster_find_practitioner(const Roster *self, const char *id)
{
    g_assert(self->closed);
    return find_id(self->practitioners, id);
}

size_t
roster_n_groups(const Roster *self)
{
    return self->groups->len;
}

const Group *
roster_group(const Roster *self, size_t i)
{
    return group_at(self, i);
}

size_t
roster_n_memberships(const Roster *self)
{
    return self->memberships->len;
}

const Membership *
roster_membership(const Roster *self, size_t i)
{
    g_assert(self->closed && i < self->memberships->len);
    return &g_array_index(self->memberships, Membership, i);
}

bool
roster_membership_covers(const Roster *self, size_t i, Day day)
{
    const Membership *membership = roster_membership(self, i);
    const int group = find_id(self->groups, membership->group_id);
    return membership_covers(membership, group_at(self, (size_t)group), day);
}

size_t
roster_n_territories(const Roster *self)
{
    return self->territories->len;
}

const Territory *
roster_territory(const Roster *self, size_t i)
{
    g_assert(i < self->territories->len);
    return &g_array_index(self->territories, Territory, i);
}
