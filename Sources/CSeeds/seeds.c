#include "CSeeds.h"

// #embed is C23's (ISO/IEC 9899:2024, 6.10.4); the compiler has it in every dialect and says so.
#pragma clang diagnostic ignored "-Wc23-extensions"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const unsigned char demo[] = {
#embed "../../Seeds/demo.json"
};

static const unsigned char empty[] = {
#embed "../../Seeds/empty.json"
};

static const unsigned char reference[] = {
#embed "../../Seeds/reference.json"
};

static const unsigned char reference_2017_06[] = {
#embed "../../Seeds/reference-2017-06.json"
};

static const unsigned char reference_accounts[] = {
#embed "../../Seeds/reference-accounts.json"
};

static const unsigned char reference_book[] = {
#embed "../../Seeds/reference-book.json"
};

static const unsigned char reference_chat[] = {
#embed "../../Seeds/reference-chat.json"
};

static const unsigned char reference_group[] = {
#embed "../../Seeds/reference-group.json"
};

static const unsigned char demo_pages[] = {
#embed "../../Seeds/templates/demo.db"
};

static const unsigned char demo_description[] = {
#embed "../../Seeds/templates/demo.json"
};

static const unsigned char nebeus_api[] = {
#embed "../../Seeds/examples/nebeus-api.json"
};

static const unsigned char included_documents[] = {
#embed "../../Seeds/examples/included-documents.json"
};

static const unsigned char later_revision[] = {
#embed "../../Seeds/examples/later-revision.json"
};

static const unsigned char letters[] = {
#embed "../../Seeds/letters/letters.txt"
};

const struct cseeds_file cseeds_letters = {"letters", letters, sizeof(letters)};

// In alphabetical order: a scenario more is an array above and a line here.
static const struct cseeds_file scenarios[] = {
    {"demo", demo, sizeof(demo)},
    {"empty", empty, sizeof(empty)},
    {"reference", reference, sizeof(reference)},
    {"reference-2017-06", reference_2017_06, sizeof(reference_2017_06)},
    {"reference-accounts", reference_accounts, sizeof(reference_accounts)},
    {"reference-book", reference_book, sizeof(reference_book)},
    {"reference-chat", reference_chat, sizeof(reference_chat)},
    {"reference-group", reference_group, sizeof(reference_group)},
};
const struct cseeds_file *const cseeds_scenarios = scenarios;
const size_t cseeds_scenario_count = COUNT(scenarios);

// Made by Scripts/update-templates.
static const struct cseeds_file templates[] = {
    {"demo.db", demo_pages, sizeof(demo_pages)},
    {"demo.json", demo_description, sizeof(demo_description)},
};
const struct cseeds_file *const cseeds_templates = templates;
const size_t cseeds_template_count = COUNT(templates);

// In the order of the reference, a file a page.
static const struct cseeds_file examples[] = {
    {"nebeus-api", nebeus_api, sizeof(nebeus_api)},
    {"included-documents", included_documents, sizeof(included_documents)},
    {"later-revision", later_revision, sizeof(later_revision)},
};
const struct cseeds_file *const cseeds_examples = examples;
const size_t cseeds_example_count = COUNT(examples);
