#include "engine/source/indicator_review.h"

static void
review_free(gpointer data)
{
    IndicatorReview *self = data;
    g_free(self->indicator_id);
    g_free(self->group_id);
    g_free(self->comment);
    g_free(self);
}

static IndicatorReview *
review_of_row(const PGresult *rows, int row)
{
    IndicatorReview *self = g_new0(IndicatorReview, 1);
    self->indicator_id = g_strdup(PQgetvalue(rows, row, 0));
    self->group_id = g_strdup(PQgetvalue(rows, row, 1));
    self->accepted = PQgetvalue(rows, row, 2)[0] == 't';
    if (!PQgetisnull(rows, row, 3))
        self->comment = g_strdup(PQgetvalue(rows, row, 3));
    return self;
}

GPtrArray *
indicator_reviews_read(Connection *connection, const Contract *contract, GError **error)
{
    g_autoptr(GPtrArray) reviews = g_ptr_array_new_with_free_func(review_free);
    if (!contract_has(contract, "indicator_review"))
        return g_steal_pointer(&reviews);
    g_autofree char *comment = contract_column_sql(contract, "indicator_review", "r", "comment");
    g_autofree char *sql = g_strdup_printf(
        "SELECT r.indicator_id::text, r.group_id::text, r.accepted, %s\n"
        "FROM miroir.indicator_review r WHERE r.accepted IS NOT NULL\n"
        "ORDER BY r.indicator_id::text COLLATE \"C\", r.group_id::text COLLATE \"C\"",
        comment);
    PGresult *rows = connection_query(connection, sql, 0, NULL, error);
    if (rows == NULL)
        return NULL;
    for (int row = 0; row < PQntuples(rows); row++)
        g_ptr_array_add(reviews, review_of_row(rows, row));
    PQclear(rows);
    return g_steal_pointer(&reviews);
}
