// The files of the top-level folder Seeds, as they are, in the program's read-only data.
#ifndef NEBEUS_CSEEDS_H
#define NEBEUS_CSEEDS_H

#include <stddef.h>

struct cseeds_file {
  const char *name;
  const unsigned char *bytes;
  size_t count;
};

extern const struct cseeds_file *const cseeds_scenarios;
extern const size_t cseeds_scenario_count;
extern const struct cseeds_file *const cseeds_templates;
extern const size_t cseeds_template_count;
extern const struct cseeds_file *const cseeds_examples;
extern const size_t cseeds_example_count;
extern const struct cseeds_file *const cseeds_flags;
extern const size_t cseeds_flag_count;
extern const struct cseeds_file cseeds_letters;

#endif
