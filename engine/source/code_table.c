#include "engine/source/code_table.h"

#include <string.h>

#include "engine/source/decimal.h"
#include "engine/source/dictionary.h"
#include "engine/words/words.h"

enum { MOLECULE_CHARACTERS = 7 };

typedef struct {
    CodeFacts facts;
    int molecule;
    size_t first_use, n_uses; /* into `uses` */
} Code;

struct CodeTable {
    GStringChunk *texts;
    GArray *codes; /* Code */
    GArray *uses;  /* CodeUse */
};

enum {
    FIELD_SYSTEM,
    FIELD_CODE,
    FIELD_ATC,
    FIELD_GENERIC_GROUP,
    FIELD_GENERIC_ROLE,
    FIELD_UNITS,
};

char *
code_table_sql(const Contract *contract)
{
    static const char *const columns[] = {"atc", "generic_group", "generic_role"};
    g_autoptr(GString) sql = g_string_new("SELECT k.code_system::text, k.code::text");
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) {
        g_autofree char *column = contract_column_sql(contract, "code", "k", columns[i]);
        g_string_append_printf(sql, ", %s::text", column);
    }
    g_autofree char *units = contract_column_sql(contract, "code", "k", "units");
    g_string_append_printf(sql, ", %s::numeric::text FROM miroir.code AS k", units);
    g_string_append(sql, " ORDER BY k.code_system::text COLLATE \"C\", k.code::text COLLATE \"C\"");
    return g_string_free(g_steal_pointer(&sql), FALSE);
}

static const char *
field(PGresult *rows, int row, int column)
{
    return PQgetisnull(rows, row, column) ? NULL : PQgetvalue(rows, row, column);
}

static bool
read_facts(PGresult *rows, int row, CodeFacts *out_facts, GError **error)
{
    *out_facts = (CodeFacts){
        .system = field(rows, row, FIELD_SYSTEM),
        .code = field(rows, row, FIELD_CODE),
        .atc = field(rows, row, FIELD_ATC),
        .generic_group = field(rows, row, FIELD_GENERIC_GROUP),
        .generic_role = field(rows, row, FIELD_GENERIC_ROLE),
    };
    if (out_facts->system == NULL || out_facts->code == NULL) {
        g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_DATA,
                    _("miroir.code: a row has no code_system or no code; give both"));
        return false;
    }
    const char *units = field(rows, row, FIELD_UNITS);
    if (units == NULL)
        return true;
    Int128 value;
    DecimalFault fault = decimal_from_text(units, QUANTITY_DECIMALS, &value);
    if (fault == DECIMAL_OK && (value > INT64_MAX || value < -INT64_MAX))
        fault = DECIMAL_TOO_LARGE;
    if (fault != DECIMAL_OK) {
        g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_DATA,
                    _("miroir.code: the units %s of code %s:%s: the number %s; give at most %d "
                      "decimals"),
                    units, out_facts->system, out_facts->code, decimal_fault_text(fault),
                    QUANTITY_DECIMALS);
        return false;
    }
    out_facts->has_units = true;
    out_facts->units = (int64_t)value;
    return true;
}

/* The rows are sorted, so the same code twice stands on neighbouring rows. */
static bool
check_distinct(PGresult *rows, int row, GError **error)
{
    if (row == 0 || strcmp(field(rows, row, FIELD_CODE), field(rows, row - 1, FIELD_CODE)) != 0 ||
        strcmp(field(rows, row, FIELD_SYSTEM), field(rows, row - 1, FIELD_SYSTEM)) != 0)
        return true;
    g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_DATA,
                _("miroir.code: code %s:%s stands more than once; keep one row for each code"),
                field(rows, row, FIELD_SYSTEM), field(rows, row, FIELD_CODE));
    return false;
}

static const char *
keep(CodeTable *self, const char *text)
{
    return text == NULL ? NULL : g_string_chunk_insert_const(self->texts, text);
}

static int
molecule_of(Dictionary *molecules, const CodeFacts *facts)
{
    const char *atc = strcmp(facts->system, "ATC") == 0 ? facts->code : facts->atc;
    if (atc == NULL || g_utf8_strlen(atc, -1) < MOLECULE_CHARACTERS)
        return -1;
    size_t length = (size_t)(g_utf8_offset_to_pointer(atc, MOLECULE_CHARACTERS) - atc);
    return (int)dictionary_intern(molecules, atc, length);
}

/* Adds the code if any of the distinct conditions can hold for it. */
static void
add_code(CodeTable *self, const Program *program, Settled *settled, Dictionary *molecules,
         const CodeFacts *facts)
{
    bool wanted = false;
    for (size_t i = 0; i < program->n_conditions; i++) {
        settled[i] = expression_settle_code(program->conditions[i], facts);
        wanted |= settled[i] != SETTLED_FALSE;
    }
    if (!wanted)
        return;
    Code code = {.facts = *facts, .first_use = self->uses->len};
    code.facts.system = keep(self, facts->system);
    code.facts.code = keep(self, facts->code);
    code.facts.atc = keep(self, facts->atc);
    code.facts.generic_group = keep(self, facts->generic_group);
    code.facts.generic_role = keep(self, facts->generic_role);
    code.molecule = molecule_of(molecules, facts);
    for (size_t i = 0; i < program->n_counters; i++) {
        Settled one = settled[program->counters[i].condition];
        CodeUse use = {.counter = (uint32_t)i, .unsettled = one == UNSETTLED};
        if (one != SETTLED_FALSE)
            g_array_append_val(self->uses, use);
    }
    code.n_uses = self->uses->len - code.first_use;
    g_array_append_val(self->codes, code);
}

CodeTable *
code_table_new(const Program *program, PGresult *rows, GError **error)
{
    g_autoptr(CodeTable) self = g_new0(CodeTable, 1);
    self->texts = g_string_chunk_new(4096);
    self->codes = g_array_new(FALSE, FALSE, sizeof(Code));
    self->uses = g_array_new(FALSE, FALSE, sizeof(CodeUse));
    g_autofree Settled *settled = g_new(Settled, program->n_conditions + 1);
    g_autoptr(Dictionary) molecules = dictionary_new();
    for (int row = 0; row < PQntuples(rows); row++) {
        CodeFacts facts;
        if (!read_facts(rows, row, &facts, error) || !check_distinct(rows, row, error))
            return NULL;
        add_code(self, program, settled, molecules, &facts);
    }
    return g_steal_pointer(&self);
}

void
code_table_free(CodeTable *self)
{
    if (self == NULL)
        return;
    g_string_chunk_free(self->texts);
    g_array_unref(self->codes);
    g_array_unref(self->uses);
    g_free(self);
}

size_t
code_table_size(const CodeTable *self)
{
    return self->codes->len;
}

static const Code *
get_code(const CodeTable *self, uint32_t code)
{
    g_assert(code < self->codes->len);
    return &g_array_index(self->codes, Code, code);
}

const CodeFacts *
code_table_facts(const CodeTable *self, uint32_t code)
{
    return &get_code(self, code)->facts;
}

int
code_table_molecule(const CodeTable *self, uint32_t code)
{
    return get_code(self, code)->molecule;
}

const CodeUse *
code_table_uses(const CodeTable *self, uint32_t code, size_t *out_n)
{
    const Code *found = get_code(self, code);
    *out_n = found->n_uses;
    return &g_array_index(self->uses, CodeUse, found->first_use);
}

char *
code_table_values_sql(const CodeTable *self)
{
    g_autoptr(GString) sql = g_string_new("(VALUES ");
    for (uint32_t i = 0; i < self->codes->len; i++) {
        const CodeFacts *facts = code_table_facts(self, i);
        g_autofree char *system = sql_literal(facts->system);
        g_autofree char *code = sql_literal(facts->code);
        g_string_append_printf(sql, "%s(%s, %s, %u)", i > 0 ? ", " : "", system, code, i);
    }
    g_string_append_c(sql, ')');
    return g_string_free(g_steal_pointer(&sql), FALSE);
}
