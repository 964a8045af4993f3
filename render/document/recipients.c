#include "render/document/recipients.h"

#include <string.h>

#include "render/document/phrase.h"

static int
compare_tokens(gconstpointer a, gconstpointer b, gpointer data)
{
    const Results *results = data;
    const ResultDoctor *first = results_doctor(results, *(const size_t *)a);
    const ResultDoctor *second = results_doctor(results, *(const size_t *)b);
    return strcmp(first->token, second->token);
}

GArray *
recipients_of(const Results *results, size_t group)
{
    const ResultGroup *entry = results_group(results, group);
    GArray *recipients = g_array_new(FALSE, FALSE, sizeof(size_t));
    g_array_append_vals(recipients, entry->doctors, (guint)entry->n_doctors);
    /* GLib hands the data on as it is: nothing is written through it. */
    g_array_sort_with_data(recipients, compare_tokens, (gpointer)(guintptr)results);
    return recipients;
}

char *
recipient_name(const DocumentContext *context, size_t doctor)
{
    const ResultDoctor *who = results_doctor(context->results, doctor);
    char *name = phrase_name(context->texts, who->letter);
    if (name != NULL)
        return name;
    g_autofree char *id = phrase_data(context->texts, who->id);
    return texts_format(context->texts, "attendance.unnamed", "id", id, NULL);
}

static void
add_line(GPtrArray *lines, const Texts *texts, const char *first, const char *second)
{
    const bool has_first = first != NULL && first[0] != '\0';
    const bool has_second = second != NULL && second[0] != '\0';
    if (!has_first && !has_second)
        return;
    g_autofree char *line = g_strconcat(has_first ? first : "", has_first && has_second ? " " : "",
                                        has_second ? second : "", NULL);
    g_ptr_array_add(lines, phrase_data(texts, line));
}

GPtrArray *
recipient_address(const DocumentContext *context, size_t doctor)
{
    const Letter *letter = results_doctor(context->results, doctor)->letter;
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(lines, recipient_name(context, doctor));
    if (letter == NULL)
        return lines;
    add_line(lines, context->texts, letter->address_1, NULL);
    add_line(lines, context->texts, letter->address_2, NULL);
    add_line(lines, context->texts, letter->postcode, letter->town);
    return lines;
}
