#include "engine/source/stream.h"

#include "engine/source/partition.h"
#include "engine/words/words.h"

/* Halving stops here: what is left then is the lines of a few patients. */
static const uint32_t FINEST_MASK = (1U << 20) - 1;

/* Bytes that a packed line takes with usual identifiers (of 8 to 10 characters): a first guess,
 * corrected by halving. */
enum { USUAL_LINE_BYTES = 34 };

/* --- settling -------------------------------------------------------------------------------- */

typedef struct {
    const StreamSetting *setting;
    TallyTarget *target;
    PackedStore *const *stores;
    size_t n_stores;
    _Atomic unsigned next_partition;
    GMutex lock;
    GError *error;
} Settling;

static void
report(Settling *self, GError *error)
{
    g_mutex_lock(&self->lock);
    if (self->error == NULL)
        self->error = error;
    else
        g_error_free(error);
    g_mutex_unlock(&self->lock);
    atomic_store(&self->next_partition, N_PARTITIONS);
}

static bool
check_interrupted(const PlanOptions *options, GError **error)
{
    if (options->interrupted == NULL || !*options->interrupted)
        return true;
    g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_CANCELLED, _("interrupted"));
    return false;
}

static gpointer
settle(gpointer data)
{
    Settling *self = data;
    const StreamSetting *setting = self->setting;
    g_autoptr(Tally) tally =
        tally_new(setting->program, setting->codes, setting->roster, self->target);
    g_autoptr(PartitionSettler) settler = partition_settler_new(setting->program, tally);
    unsigned partition;
    while ((partition = atomic_fetch_add(&self->next_partition, 1)) < N_PARTITIONS) {
        GError *error = NULL;
        if (!check_interrupted(setting->options, &error) ||
            !partition_settle(settler, self->stores, self->n_stores, partition, &error)) {
            report(self, error);
            break;
        }
    }
    return NULL;
}

/* Each thread takes partitions as they come: a cell's sum does not depend on the order. */
static bool
settle_share(const StreamSetting *setting, const StreamRead *read, TallyTarget *target,
             GError **error)
{
    Settling settling = {.setting = setting, .target = target};
    settling.stores = stream_read_stores(read, &settling.n_stores);
    g_mutex_init(&settling.lock);
    g_autofree GThread **threads = g_new0(GThread *, (gsize)setting->n_connections);
    for (int i = 0; i < setting->n_connections; i++)
        threads[i] = g_thread_new("settle", settle, &settling);
    for (int i = 0; i < setting->n_connections; i++)
        g_thread_join(threads[i]);
    g_mutex_clear(&settling.lock);
    if (settling.error == NULL)
        return true;
    g_propagate_error(error, settling.error);
    return false;
}

/* --- shares ---------------------------------------------------------------------------------- */

static void
push_share(GArray *shares, uint32_t mask, uint32_t value)
{
    StreamShare share = {.mask = mask, .value = value};
    g_array_append_val(shares, share);
}

/* As many shares as the planner's guess of the rows asks for. */
static GArray *
first_shares(const StreamSetting *setting)
{
    double bytes = setting->expected_rows * USUAL_LINE_BYTES;
    uint32_t mask = 0;
    while (bytes / (mask + 1.0) > (double)setting->options->memory_limit && mask < FINEST_MASK)
        mask = mask * 2 + 1;
    GArray *shares = g_array_new(FALSE, FALSE, sizeof(StreamShare));
    for (uint32_t value = mask + 1; value > 0; value--)
        push_share(shares, mask, value - 1);
    return shares;
}

static bool
halve_share(const StreamSetting *setting, GArray *shares, StreamShare share, GError **error)
{
    if (share.mask >= FINEST_MASK) {
        g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_DATA,
                    _("the lines of a few patients do not fit in %zu bytes of memory; raise the "
                      "memory limit, or look for a patient_id that stands for many people"),
                    setting->options->memory_limit);
        return false;
    }
    push_share(shares, share.mask * 2 + 1, share.value + share.mask + 1);
    push_share(shares, share.mask * 2 + 1, share.value);
    return true;
}

/* Whether the leader still holds the snapshot on which a lost connection can be opened again. */
static bool
leader_lives(Connection *leader)
{
    PGresult *result = connection_query(leader, "SELECT 1", 0, NULL, NULL);
    bool lives = result != NULL;
    PQclear(result);
    return lives;
}

bool
stream_execute(const StreamSetting *setting, Connection *leader, Counts *counts, int64_t *out_rows,
               GError **error)
{
    g_autoptr(StreamRead) read = stream_read_new(setting);
    g_autoptr(TallyTarget) target = tally_target_new(counts);
    g_autoptr(GArray) shares = first_shares(setting);
    bool restarted = false;
    while (shares->len > 0) {
        StreamShare share = g_array_index(shares, StreamShare, shares->len - 1);
        g_array_set_size(shares, shares->len - 1);
        g_autoptr(GError) lost = NULL;
        StreamOutcome outcome = stream_read_share(read, share, &lost);
        if (outcome == STREAM_LOST && !restarted && leader_lives(leader)) {
            restarted = true;
            push_share(shares, share.mask, share.value);
        } else if (outcome == STREAM_FULL) {
            if (!halve_share(setting, shares, share, error))
                return false;
        } else if (outcome != STREAM_DONE) {
            g_propagate_error(error, g_steal_pointer(&lost));
            return false;
        } else if (!settle_share(setting, read, target, error)) {
            return false;
        }
    }
    *out_rows = stream_read_rows(read);
    return true;
}
