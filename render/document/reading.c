#include "render/document/reading.h"

#include <math.h>

Reading
reading_of(const DocumentContext *context, size_t doctor, size_t indicator)
{
    const Results *results = context->results;
    const Campaign *campaign = results_campaign(results);
    const ResultDoctor *who = results_doctor(results, doctor);
    g_assert(who->group >= 0);

    Reading self = {
        .context = context,
        .campaign = campaign,
        .doctor = doctor,
        .group = (size_t)who->group,
        .indicator = indicator,
        .period = campaign->history - 1,
        .topic = topic_of(context, indicator),
    };
    self.own = results_measure(results, doctor, indicator, self.period);
    self.change = results_change(results, doctor, indicator);
    if (self.change->past_period >= 0)
        self.past = results_measure(results, doctor, indicator, self.change->past_period);
    for (int kind = 0; kind < N_COMPARATORS; kind++)
        self.figures[kind] = reading_figure(&self, (ComparatorKind)kind, self.period);
    return self;
}

const ComparatorFigure *
reading_figure(const Reading *self, ComparatorKind kind, int period)
{
    if (!self->campaign->comparators[kind])
        return NULL;
    const ComparatorFigure *figure =
        results_comparator(self->context->results, kind, self->group, self->indicator, period);
    return figure->status == STATUS_NOT_APPLICABLE ? NULL : figure;
}

bool
reading_shows(const Reading *self, ComparatorKind kind)
{
    return self->figures[kind] != NULL && !isnan(self->figures[kind]->value);
}

MessageFacts
reading_message_facts(const Reading *self)
{
    return (MessageFacts){
        .topic = &self->topic,
        .own = self->own,
        .past = self->past,
        .change = self->change,
        .enrolled = self->figures[COMPARATOR_ENROLLED],
        .control = self->figures[COMPARATOR_CONTROL],
        .minimum_patients = self->campaign->disclosure.minimum_patients,
    };
}
