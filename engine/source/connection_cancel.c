/* Cancelling from a signal handler: a fixed table of what every open connection needs for it.
 *
 * The one mutable global of the engine: a signal handler has no other way to reach the connections.
 * Whoever wants to use an entry takes the pointer out and puts it back, so that no entry is freed
 * while a handler, in this thread or another, is sending with it. */
#include "engine/source/connection_private.h"

#include <sched.h>
#include <stdatomic.h>

enum { N_SLOTS = 64 };

typedef struct {
    atomic_bool taken;
    _Atomic(PGcancel *) cancel; /* NULL while somebody is using it */
} CancelSlot;

static CancelSlot slots[N_SLOTS];
static atomic_bool cancelled;

int
cancel_slot_take(PGconn *pg)
{
    PGcancel *cancel = PQgetCancel(pg);

    for (int i = 0; i < N_SLOTS && cancel != NULL; i++) {
        if (!atomic_exchange(&slots[i].taken, true)) {
            atomic_store(&slots[i].cancel, cancel);
            return i;
        }
    }

    PQfreeCancel(cancel);
    return -1;
}

void
cancel_slot_release(int slot)
{
    if (slot < 0)
        return;

    PGcancel *cancel;

    while ((cancel = atomic_exchange(&slots[slot].cancel, NULL)) == NULL)
        sched_yield();

    PQfreeCancel(cancel);
    atomic_store(&slots[slot].taken, false);
}

void
cancel_slot_fire(int slot)
{
    PGcancel *cancel = atomic_exchange(&slots[slot].cancel, NULL);

    if (cancel == NULL)
        return;

    /* Nothing can be said from a signal handler; a cancel that fails is repeated by whoever waits
     * for the statement. */
    char message[256];
    (void)PQcancel(cancel, message, sizeof message);
    atomic_store(&slots[slot].cancel, cancel);
}

void
connection_cancel_all(void)
{
    atomic_store(&cancelled, true);

    for (int i = 0; i < N_SLOTS; i++)
        cancel_slot_fire(i);
}

bool
connection_is_cancelled(void)
{
    return atomic_load(&cancelled);
}
