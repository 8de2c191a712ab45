#include "CInspector.h"

// #embed is C23's (ISO/IEC 9899:2024, 6.10.4); the compiler has it in every dialect and says so.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char icon_svg[] = {
#embed "../Inspector/Page/icon.svg"
};

static const unsigned char index_html[] = {
#embed "../Inspector/Page/index.html"
};

static const unsigned char style_css[] = {
#embed "../Inspector/Page/style.css"
};

static const unsigned char app_js[] = {
#embed "../Inspector/Page/app.js"
};

static const unsigned char api_js[] = {
#embed "../Inspector/Page/api.js"
};

static const unsigned char calls_js[] = {
#embed "../Inspector/Page/calls.js"
};

static const unsigned char curl_js[] = {
#embed "../Inspector/Page/curl.js"
};

static const unsigned char dom_js[] = {
#embed "../Inspector/Page/dom.js"
};

static const unsigned char endpoints_js[] = {
#embed "../Inspector/Page/endpoints.js"
};

static const unsigned char faults_js[] = {
#embed "../Inspector/Page/faults.js"
};

static const unsigned char form_js[] = {
#embed "../Inspector/Page/form.js"
};

static const unsigned char format_js[] = {
#embed "../Inspector/Page/format.js"
};

static const unsigned char json_js[] = {
#embed "../Inspector/Page/json.js"
};

static const unsigned char list_js[] = {
#embed "../Inspector/Page/list.js"
};

static const unsigned char live_js[] = {
#embed "../Inspector/Page/live.js"
};

static const unsigned char outbox_js[] = {
#embed "../Inspector/Page/outbox.js"
};

static const unsigned char overview_js[] = {
#embed "../Inspector/Page/overview.js"
};

static const unsigned char tables_js[] = {
#embed "../Inspector/Page/tables.js"
};

// A new file of the page is an array above and a line here.
static const struct cinspector_file files[] = {
    {"icon.svg", icon_svg, sizeof(icon_svg)},
    {"index.html", index_html, sizeof(index_html)},
    {"style.css", style_css, sizeof(style_css)},
    {"app.js", app_js, sizeof(app_js)},
    {"api.js", api_js, sizeof(api_js)},
    {"calls.js", calls_js, sizeof(calls_js)},
    {"curl.js", curl_js, sizeof(curl_js)},
    {"dom.js", dom_js, sizeof(dom_js)},
    {"endpoints.js", endpoints_js, sizeof(endpoints_js)},
    {"faults.js", faults_js, sizeof(faults_js)},
    {"form.js", form_js, sizeof(form_js)},
    {"format.js", format_js, sizeof(format_js)},
    {"json.js", json_js, sizeof(json_js)},
    {"list.js", list_js, sizeof(list_js)},
    {"live.js", live_js, sizeof(live_js)},
    {"outbox.js", outbox_js, sizeof(outbox_js)},
    {"overview.js", overview_js, sizeof(overview_js)},
    {"tables.js", tables_js, sizeof(tables_js)},
};
const struct cinspector_file *const cinspector_files = files;
const size_t cinspector_file_count = sizeof(files) / sizeof(files[0]);
