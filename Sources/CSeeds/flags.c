#include "CSeeds.h"

// As in seeds.c: #embed is C23's.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char flag_ae[] = {
#embed "../../Seeds/flags/ae.svg"
};
static const unsigned char flag_ar[] = {
#embed "../../Seeds/flags/ar.svg"
};
static const unsigned char flag_at[] = {
#embed "../../Seeds/flags/at.svg"
};
static const unsigned char flag_au[] = {
#embed "../../Seeds/flags/au.svg"
};
static const unsigned char flag_be[] = {
#embed "../../Seeds/flags/be.svg"
};
static const unsigned char flag_bg[] = {
#embed "../../Seeds/flags/bg.svg"
};
static const unsigned char flag_br[] = {
#embed "../../Seeds/flags/br.svg"
};
static const unsigned char flag_ca[] = {
#embed "../../Seeds/flags/ca.svg"
};
static const unsigned char flag_ch[] = {
#embed "../../Seeds/flags/ch.svg"
};
static const unsigned char flag_cn[] = {
#embed "../../Seeds/flags/cn.svg"
};
static const unsigned char flag_cz[] = {
#embed "../../Seeds/flags/cz.svg"
};
static const unsigned char flag_de[] = {
#embed "../../Seeds/flags/de.svg"
};
static const unsigned char flag_dk[] = {
#embed "../../Seeds/flags/dk.svg"
};
static const unsigned char flag_ee[] = {
#embed "../../Seeds/flags/ee.svg"
};
static const unsigned char flag_es[] = {
#embed "../../Seeds/flags/es.svg"
};
static const unsigned char flag_fi[] = {
#embed "../../Seeds/flags/fi.svg"
};
static const unsigned char flag_fr[] = {
#embed "../../Seeds/flags/fr.svg"
};
static const unsigned char flag_gb[] = {
#embed "../../Seeds/flags/gb.svg"
};
static const unsigned char flag_gr[] = {
#embed "../../Seeds/flags/gr.svg"
};
static const unsigned char flag_hu[] = {
#embed "../../Seeds/flags/hu.svg"
};
static const unsigned char flag_ie[] = {
#embed "../../Seeds/flags/ie.svg"
};
static const unsigned char flag_il[] = {
#embed "../../Seeds/flags/il.svg"
};
static const unsigned char flag_in[] = {
#embed "../../Seeds/flags/in.svg"
};
static const unsigned char flag_it[] = {
#embed "../../Seeds/flags/it.svg"
};
static const unsigned char flag_jp[] = {
#embed "../../Seeds/flags/jp.svg"
};
static const unsigned char flag_kr[] = {
#embed "../../Seeds/flags/kr.svg"
};
static const unsigned char flag_lt[] = {
#embed "../../Seeds/flags/lt.svg"
};
static const unsigned char flag_lv[] = {
#embed "../../Seeds/flags/lv.svg"
};
static const unsigned char flag_mx[] = {
#embed "../../Seeds/flags/mx.svg"
};
static const unsigned char flag_nl[] = {
#embed "../../Seeds/flags/nl.svg"
};
static const unsigned char flag_no[] = {
#embed "../../Seeds/flags/no.svg"
};
static const unsigned char flag_pl[] = {
#embed "../../Seeds/flags/pl.svg"
};
static const unsigned char flag_pt[] = {
#embed "../../Seeds/flags/pt.svg"
};
static const unsigned char flag_ro[] = {
#embed "../../Seeds/flags/ro.svg"
};
static const unsigned char flag_ru[] = {
#embed "../../Seeds/flags/ru.svg"
};
static const unsigned char flag_se[] = {
#embed "../../Seeds/flags/se.svg"
};
static const unsigned char flag_tr[] = {
#embed "../../Seeds/flags/tr.svg"
};
static const unsigned char flag_ua[] = {
#embed "../../Seeds/flags/ua.svg"
};
static const unsigned char flag_us[] = {
#embed "../../Seeds/flags/us.svg"
};
static const unsigned char flag_za[] = {
#embed "../../Seeds/flags/za.svg"
};
static const unsigned char flag_blank[] = {
#embed "../../Seeds/flags/_blank.svg"
};

// In alphabetical order: another flag is an array above and a line here.
static const struct cseeds_file flags[] = {
    {"ae", flag_ae, sizeof(flag_ae)},
    {"ar", flag_ar, sizeof(flag_ar)},
    {"at", flag_at, sizeof(flag_at)},
    {"au", flag_au, sizeof(flag_au)},
    {"be", flag_be, sizeof(flag_be)},
    {"bg", flag_bg, sizeof(flag_bg)},
    {"br", flag_br, sizeof(flag_br)},
    {"ca", flag_ca, sizeof(flag_ca)},
    {"ch", flag_ch, sizeof(flag_ch)},
    {"cn", flag_cn, sizeof(flag_cn)},
    {"cz", flag_cz, sizeof(flag_cz)},
    {"de", flag_de, sizeof(flag_de)},
    {"dk", flag_dk, sizeof(flag_dk)},
    {"ee", flag_ee, sizeof(flag_ee)},
    {"es", flag_es, sizeof(flag_es)},
    {"fi", flag_fi, sizeof(flag_fi)},
    {"fr", flag_fr, sizeof(flag_fr)},
    {"gb", flag_gb, sizeof(flag_gb)},
    {"gr", flag_gr, sizeof(flag_gr)},
    {"hu", flag_hu, sizeof(flag_hu)},
    {"ie", flag_ie, sizeof(flag_ie)},
    {"il", flag_il, sizeof(flag_il)},
    {"in", flag_in, sizeof(flag_in)},
    {"it", flag_it, sizeof(flag_it)},
    {"jp", flag_jp, sizeof(flag_jp)},
    {"kr", flag_kr, sizeof(flag_kr)},
    {"lt", flag_lt, sizeof(flag_lt)},
    {"lv", flag_lv, sizeof(flag_lv)},
    {"mx", flag_mx, sizeof(flag_mx)},
    {"nl", flag_nl, sizeof(flag_nl)},
    {"no", flag_no, sizeof(flag_no)},
    {"pl", flag_pl, sizeof(flag_pl)},
    {"pt", flag_pt, sizeof(flag_pt)},
    {"ro", flag_ro, sizeof(flag_ro)},
    {"ru", flag_ru, sizeof(flag_ru)},
    {"se", flag_se, sizeof(flag_se)},
    {"tr", flag_tr, sizeof(flag_tr)},
    {"ua", flag_ua, sizeof(flag_ua)},
    {"us", flag_us, sizeof(flag_us)},
    {"za", flag_za, sizeof(flag_za)},
    {"_blank", flag_blank, sizeof(flag_blank)},
};
const struct cseeds_file *const cseeds_flags = flags;
const size_t cseeds_flag_count = sizeof(flags) / sizeof(flags[0]);
