#include "engine/synthetic/hospitals.h"

#include "engine/synthetic/draw.h"

/* The one at Fougères keeps people overnight far more than the others do. */
const Facility FACILITIES[N_FACILITIES] = {
    {220990101, "Hôpital des Ajoncs (Lannion)", "PUB", false, -30},
    {220990202, "Hôpital de la Baie (Saint-Brieuc)", "PUB", true, -20},
    {220990303, "Clinique des Falaises (Saint-Brieuc)", "PRI", true, 30},
    {290990104, "Hôpital des Faïences (Quimper)", "PUB", true, 0},
    {290990205, "Clinique de l'Estuaire (Quimper)", "PRI", true, 40},
    {290990306, "Hôpital du Viaduc (Morlaix)", "PUB", false, -60},
    {290990407, "Hôpital de la Rade (Brest)", "PUB", true, -10},
    {290990508, "Clinique du Port (Brest)", "PRI", true, 45},
    {350990109, "Hôpital des Deux Rivières (Rennes)", "PUB", true, 10},
    {350990210, "Clinique du Mail (Rennes)", "PRI", true, 50},
    {350990311, "Hôpital de la Forêt (Fougères)", "PUB", false, -260},
    {560990112, "Hôpital du Golfe (Vannes)", "PUB", true, 0},
    {560990213, "Clinique des Remparts (Vannes)", "PRI", true, 35},
    {560990314, "Hôpital de la Citadelle (Lorient)", "PUB", true, -40},
    {560990415, "Clinique des Hortensias (Lorient)", "PRI", true, 25},
    {440990116, "Clinique des Dunes (Pornic)", "PRI", true, 15},
};

/* Where those of each place go, in thousandths; the last of each operates everything. */
static const struct {
    int facility, share;
} ROUTES[N_PLACES][MAX_ROUTES] = {
    {{0, 500}, {2, 300}, {1, 200}},    {{3, 450}, {6, 50}, {4, 500}},
    {{8, 450}, {11, 50}, {9, 500}},    {{11, 420}, {8, 80}, {12, 500}},
    {{11, 500}, {12, 300}, {13, 200}}, {{5, 420}, {6, 280}, {7, 300}},
    {{6, 480}, {3, 20}, {7, 500}},     {{1, 430}, {8, 90}, {2, 480}},
    {{8, 480}, {11, 20}, {9, 500}},    {{10, 560}, {8, 240}, {9, 200}},
    {{13, 430}, {11, 70}, {14, 500}},  {{11, 50}, {12, 50}, {15, 900}},
};

const Operation OPERATIONS[N_OPERATIONS] = {
    /* carpal tunnel */
    {.acts = {{"AHPA009", 780}, {"AHPC001", 220}},
     .diagnosis = "G560",
     .ambulatory_group = "01C15J",
     .group = "01C151",
     .women = {0, 60, 420, 480, 430, 300},
     .men = {0, 20, 140, 220, 300, 230},
     .ambulatory = 900,
     .nights = 2,
     .again = 170,
     .spread = 480,
     .anaesthesia = 300},
    /* gall bladder */
    {.acts = {{"HMFC004", 1000}},
     .diagnosis = "K802",
     .ambulatory_group = "07C14J",
     .group = "07C141",
     .women = {2, 170, 260, 290, 320, 250},
     .men = {1, 30, 120, 200, 300, 290},
     .ambulatory = 480,
     .nights = 5,
     .spread = 300,
     .anaesthesia = 1000},
    /* obesity: sleeve, bypass, ring */
    {.acts = {{"HFFC018", 640}, {"HFCC003", 310}, {"HFMC007", 50}},
     .diagnosis = "E6606",
     .ambulatory_group = "10C13J",
     .group = "10C131",
     .women = {2, 150, 170, 110, 12, 0},
     .men = {1, 32, 50, 40, 6, 0},
     .needs_large = true,
     .ambulatory = 60,
     .nights = 4,
     .spread = 720,
     .anaesthesia = 1000},
    /* knee */
    {.acts = {{"NFKA007", 860}, {"NFKA008", 140}},
     .diagnosis = "M171",
     .ambulatory_group = "08C24J",
     .group = "08C241",
     .women = {0, 2, 40, 330, 880, 480},
     .men = {0, 2, 35, 270, 680, 430},
     .ambulatory = 90,
     .nights = 7,
     .again = 60,
     .spread = 360,
     .anaesthesia = 1000},
    /* thyroid */
    {.acts = {{"KCFA005", 970}, {"KCFA007", 30}},
     .diagnosis = "E042",
     .ambulatory_group = "10C12J",
     .group = "10C121",
     .women = {1, 30, 75, 85, 70, 15},
     .men = {0, 6, 17, 28, 28, 10},
     .needs_large = true,
     .ambulatory = 70,
     .nights = 3,
     .spread = 660,
     .anaesthesia = 1000},
};

int
operation_rate(const Operation *self, bool is_woman, int age)
{
    static const int FROM[N_OPERATION_AGES] = {0, 16, 40, 55, 65, 80};
    int band = N_OPERATION_AGES - 1;
    while (band > 0 && age < FROM[band])
        band--;
    return is_woman ? self->women[band] : self->men[band];
}

int
operation_readiness(const Region *region, int operation, int place)
{
    int spread = OPERATIONS[operation].spread;
    uint64_t stream = draw_stream(draw_stream(region->setting.seed, UINT64_C(8000000)),
                                  (uint64_t)(place * N_OPERATIONS + operation));
    return draw_bell(stream, 0, 1000 - spread, (2 * spread + 3) / 3);
}

int
operation_facility(const Operation *self, int place, int draw)
{
    int route = 0;
    while (route < MAX_ROUTES - 1 && draw >= ROUTES[place][route].share)
        draw -= ROUTES[place][route++].share;
    int facility = ROUTES[place][route].facility;
    return self->needs_large && !FACILITIES[facility].is_large
               ? ROUTES[place][MAX_ROUTES - 1].facility
               : facility;
}

const char *
operation_act(const Operation *self, int draw)
{
    int i = 0;
    for (; i < MAX_OPERATION_ACTS - 1 && self->acts[i + 1].code != NULL &&
           draw >= self->acts[i].share;
         i++)
        draw -= self->acts[i].share;
    return self->acts[i].code;
}

int
operation_ambulatory(const Operation *self, const Facility *facility)
{
    return CLAMP(self->ambulatory + facility->ambulatory, 20, 980);
}
