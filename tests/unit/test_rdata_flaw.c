/* SPDX-License-Identifier: BSD-3-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "tests/support/record_data.h"

/* A text, what is wrong with it, and which of its fields. */
struct bad_sample {
    const char *text;
    enum flaw_kind kind;
    size_t field;
};

static void assert_all_bad(const struct bad_sample *samples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct record_data data = record_data_read(samples[i].text);
        if (data.good || data.flaw.kind != samples[i].kind || data.flaw.field != samples[i].field) {
            fail_msg("%s: %s, flaw %d at field %zu, not flaw %d at field %zu", samples[i].text,
                     data.good ? "good" : "bad", (int)data.flaw.kind, data.flaw.field,
                     (int)samples[i].kind, samples[i].field);
        }
    }
}

#define ASSERT_ALL_BAD(samples) assert_all_bad(samples, sizeof(samples) / sizeof((samples)[0]))

static void missing_fields_are_reported_behind_the_last_and_extra_ones_where_they_are(void **state)
{
    (void)state;
    static const struct bad_sample samples[] = {
        {"A", FLAW_FIELD_MISSING, 0},
        {"MX 10", FLAW_FIELD_MISSING, 1},
        {"TXT", FLAW_FIELD_MISSING, 0},
        {"SOA a b 1 2 3 4", FLAW_FIELD_MISSING, 6},
        {"DS 1 8 2", FLAW_FIELD_MISSING, 3},
        {"RRSIG A 8 1 1 1 1 1 .", FLAW_FIELD_MISSING, 8},
        {"NSEC a", FLAW_FIELD_MISSING, 1},
        {"NSEC3PARAM 1 0 0", FLAW_FIELD_MISSING, 3},
        {"CAA 0 issue", FLAW_FIELD_MISSING, 2},
        {"LOC 1 N 1 E", FLAW_FIELD_MISSING, 4},
        {"LOC 1 N 1", FLAW_FIELD_MISSING, 3},
        {"HIP 2 00", FLAW_FIELD_MISSING, 2},
        {"NSAP", FLAW_FIELD_MISSING, 0},
        {"KEY 256 3 5", FLAW_FIELD_MISSING, 3},
        {"SVCB 1", FLAW_FIELD_MISSING, 1},
        {"UID", FLAW_FIELD_MISSING, 0},
        {"TYPE1234", FLAW_FIELD_MISSING, 0},
        {"A 192.0.2.1 192.0.2.2", FLAW_FIELD_EXTRA, 1},
        {"MX 10 a b", FLAW_FIELD_EXTRA, 2},
        {"KEY 49152 3 5 AQID", FLAW_FIELD_EXTRA, 3},
        {"ISDN a b c", FLAW_FIELD_EXTRA, 2},
        {"CAA 0 issue a b", FLAW_FIELD_EXTRA, 3},
        {"LOC 1 N 1 E 1 1 1 1 1", FLAW_FIELD_EXTRA, 8},
        {"EUI48 00-00-5e-00-53-2a 1", FLAW_FIELD_EXTRA, 1},
        {"A6 128 a b", FLAW_FIELD_EXTRA, 2},
    };
    ASSERT_ALL_BAD(samples);
}

static void numbers_are_decimal_and_fit(void **state)
{
    (void)state;
    static const struct bad_sample samples[] = {
        {"MX 65536 a", FLAW_FIELD_NUMBER, 0},
        {"MX -1 a", FLAW_FIELD_NUMBER, 0},
        {"MX +1 a", FLAW_FIELD_NUMBER, 0},
        {"MX 0x10 a", FLAW_FIELD_NUMBER, 0},
        {"MX 1h a", FLAW_FIELD_NUMBER, 0},
        {"MX \"10\" a", FLAW_FIELD_NUMBER, 0},
        {"MX 1\\048 a", FLAW_FIELD_NUMBER, 0},
        {"SRV 1 2 http a", FLAW_FIELD_NUMBER, 2},
        {"TLSA 256 1 1 00", FLAW_FIELD_NUMBER, 0},
        {"TLSA PKIX-TA 1 1 00", FLAW_FIELD_NUMBER, 0},
        {"CAA 256 issue a", FLAW_FIELD_NUMBER, 0},
        {"SOA a b 4294967296 1 1 1 1", FLAW_FIELD_NUMBER, 2},
        {"SOA a b 1h 1 1 1 1", FLAW_FIELD_NUMBER, 2},
        {"IPN 18446744073709551616", FLAW_FIELD_NUMBER, 0},
        {"DS 1 8 SHA-3 00", FLAW_FIELD_NUMBER, 2},
        {"NSEC3 SHA1 0 0 - 00 A", FLAW_FIELD_NUMBER, 0},
        {"DNSKEY 65536 3 8 AQID", FLAW_FIELD_NUMBER, 0},
        {"DNSKEY ZONE| 3 8 AQID", FLAW_FIELD_NUMBER, 0},
        {"DNSKEY ZONE|SEP 3 8 AQID", FLAW_FIELD_NUMBER, 0},
        {"DNSKEY 0x 3 8 AQID", FLAW_FIELD_NUMBER, 0},
        {"DNSKEY 0x10000 3 8 AQID", FLAW_FIELD_NUMBER, 0},
        {"DNSKEY 257 DNS 8 AQID", FLAW_FIELD_NUMBER, 1},
        {"CERT X509 1 1 AQID", FLAW_FIELD_NUMBER, 0},
        {"AMTRELAY 10 2 0 .", FLAW_FIELD_NUMBER, 1},
        {"AMTRELAY 10 0 128 .", FLAW_FIELD_NUMBER, 2},
        {"A6 129 ::", FLAW_FIELD_NUMBER, 0},
        {"DNSKEY 257 3 256 AQID", FLAW_FIELD_ALGORITHM, 2},
        {"DS 1 RSASHA255 2 00", FLAW_FIELD_ALGORITHM, 1},
    };
    ASSERT_ALL_BAD(samples);
}

static void time_spans_and_times_are_what_bind_reads(void **state)
{
    (void)state;
    static const struct bad_sample samples[] = {
        {"SOA a b 1 1x 1 1 1", FLAW_FIELD_PERIOD, 3},
        {"SOA a b 1 1 1h30 1 1", FLAW_FIELD_PERIOD, 4},
        {"SOA a b 1 1 1 4294967296 1", FLAW_FIELD_PERIOD, 5},
        {"SOA a b 1 1 1 1 -1", FLAW_FIELD_PERIOD, 6},
        {"SOA a b 1 1 1 1 7102w", FLAW_FIELD_PERIOD, 6},
        {"RRSIG A 8 1 1 2026013112000 1 1 . AA==", FLAW_FIELD_TIME, 4},
        {"RRSIG A 8 1 1 202601311200000 1 1 . AA==", FLAW_FIELD_TIME, 4},
        {"RRSIG A 8 1 1 20260230000000 1 1 . AA==", FLAW_FIELD_TIME, 4},
        {"RRSIG A 8 1 1 20250229000000 1 1 . AA==", FLAW_FIELD_TIME, 4},
        {"RRSIG A 8 1 1 21000229000000 1 1 . AA==", FLAW_FIELD_TIME, 4},
        {"RRSIG A 8 1 1 20261301000000 1 1 . AA==", FLAW_FIELD_TIME, 4},
        {"RRSIG A 8 1 1 20260001000000 1 1 . AA==", FLAW_FIELD_TIME, 4},
        {"RRSIG A 8 1 1 20260100000000 1 1 . AA==", FLAW_FIELD_TIME, 4},
        {"RRSIG A 8 1 1 20260101240000 1 1 . AA==", FLAW_FIELD_TIME, 4},
        {"RRSIG A 8 1 1 20260101006000 1 1 . AA==", FLAW_FIELD_TIME, 4},
        {"RRSIG A 8 1 1 20260101000061 1 1 . AA==", FLAW_FIELD_TIME, 4},
        {"RRSIG A 8 1 1 1 4294967296 1 . AA==", FLAW_FIELD_TIME, 5},
        {"RRSIG A 8 1 1 1 1d 1 . AA==", FLAW_FIELD_TIME, 5},
    };
    ASSERT_ALL_BAD(samples);
}

static void addresses_are_whole_and_plain(void **state)
{
    (void)state;
    static const struct bad_sample samples[] = {
        {"A 1.2.3", FLAW_FIELD_ADDRESS4, 0},
        {"A 1.2.3.4.", FLAW_FIELD_ADDRESS4, 0},
        {"A 1.2.3.4.5", FLAW_FIELD_ADDRESS4, 0},
        {"A 1.2.3.256", FLAW_FIELD_ADDRESS4, 0},
        {"A 01.2.3.4", FLAW_FIELD_ADDRESS4, 0},
        {"A 1.2.3.00", FLAW_FIELD_ADDRESS4, 0},
        {"A 1..3.4", FLAW_FIELD_ADDRESS4, 0},
        {"A .1.2.3", FLAW_FIELD_ADDRESS4, 0},
        {"A 0x1.2.3.4", FLAW_FIELD_ADDRESS4, 0},
        {"A \"1.2.3.4\"", FLAW_FIELD_ADDRESS4, 0},
        {"A 1.2.3.\\052", FLAW_FIELD_ADDRESS4, 0},
        {"A ::1", FLAW_FIELD_ADDRESS4, 0},
        {"A host", FLAW_FIELD_ADDRESS4, 0},
        {"AAAA 1.2.3.4", FLAW_FIELD_ADDRESS6, 0},
        {"AAAA 1::2::3", FLAW_FIELD_ADDRESS6, 0},
        {"AAAA 1:::2", FLAW_FIELD_ADDRESS6, 0},
        {"AAAA :1::2", FLAW_FIELD_ADDRESS6, 0},
        {"AAAA :", FLAW_FIELD_ADDRESS6, 0},
        {"AAAA 1:", FLAW_FIELD_ADDRESS6, 0},
        {"AAAA 1::2:", FLAW_FIELD_ADDRESS6, 0},
        {"AAAA 12345::", FLAW_FIELD_ADDRESS6, 0},
        {"AAAA 1:2:3:4:5:6:7", FLAW_FIELD_ADDRESS6, 0},
        {"AAAA 1:2:3:4:5:6:7:8:9", FLAW_FIELD_ADDRESS6, 0},
        {"AAAA 1:2:3:4:5:6:7:8::", FLAW_FIELD_ADDRESS6, 0},
        {"AAAA ::1:2:3:4:5:6:7:8", FLAW_FIELD_ADDRESS6, 0},
        {"AAAA 1:2:3:4::5:6:7:8", FLAW_FIELD_ADDRESS6, 0},
        {"AAAA ::1.2.3", FLAW_FIELD_ADDRESS6, 0},
        {"AAAA ::1.2.3.04", FLAW_FIELD_ADDRESS6, 0},
        {"AAAA ::1.2.3.4:5", FLAW_FIELD_ADDRESS6, 0},
        {"AAAA 1:2:3:4:5:6:7:1.2.3.4", FLAW_FIELD_ADDRESS6, 0},
        {"AAAA fe80::1%lo", FLAW_FIELD_ADDRESS6, 0},
        {"AAAA ::g", FLAW_FIELD_ADDRESS6, 0},
        {"IPSECKEY 10 1 2 ::1 AQNR", FLAW_FIELD_ADDRESS4, 3},
        {"IPSECKEY 10 2 2 1.2.3.4 AQNR", FLAW_FIELD_ADDRESS6, 3},
        {"IPSECKEY 10 0 2 gate AQNR", FLAW_FIELD_OTHER, 3},
        {"IPSECKEY 10 4 2 gate AQNR", FLAW_FIELD_OTHER, 1},
        {"AMTRELAY 10 0 4 relay", FLAW_FIELD_OTHER, 2},
    };
    ASSERT_ALL_BAD(samples);
}

static void names_and_strings_say_what_is_wrong_inside(void **state)
{
    (void)state;
    static const struct bad_sample samples[] = {
        {"NS a..b", FLAW_LABEL_EMPTY, 0},
        {"NS .a", FLAW_LABEL_EMPTY, 0},
        {"NS a\\", FLAW_ESCAPE, 0},
        {"NS \"ns\"", FLAW_FIELD_NAME, 0},
        {"MX 10 a\\256", FLAW_ESCAPE, 1},
        {"SOA a b\\25 1 1 1 1 1", FLAW_ESCAPE, 1},
        {"NSEC a..b A", FLAW_LABEL_EMPTY, 0},
        {"HIP 2 00 AQID a..b", FLAW_LABEL_EMPTY, 3},
        {"NS aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", FLAW_LABEL_TOO_LONG,
         0},
        {"TXT a \"b\\300\"", FLAW_ESCAPE, 1},
        {"TXT \"a\\25\"", FLAW_ESCAPE, 0},
        {"CAA 0 issue a\\999", FLAW_ESCAPE, 2},
        {"CAA 0 is-sue a", FLAW_FIELD_TAG, 1},
        {"CAA 0 \"issue\" a", FLAW_FIELD_TAG, 1},
        {"CAA 0 \\105ssue a", FLAW_FIELD_TAG, 1},
        {"SVCB 1 . key667=\\256", FLAW_ESCAPE, 2},
    };
    ASSERT_ALL_BAD(samples);
}

static void encodings_are_exact(void **state)
{
    (void)state;
    static const struct bad_sample samples[] = {
        {"DNSKEY 257 3 8 AwEAAag", FLAW_FIELD_BASE64, 3},
        {"DNSKEY 257 3 8 AwEAAah=", FLAW_FIELD_BASE64, 3},
        {"DNSKEY 257 3 8 AwE=AAag", FLAW_FIELD_BASE64, 3},
        {"DNSKEY 257 3 8 AwEA Aag= AwEA", FLAW_FIELD_BASE64, 5},
        {"DNSKEY 257 3 8 AwEA AwE AwEA", FLAW_FIELD_BASE64, 5},
        {"DNSKEY 257 3 8 Aw-A", FLAW_FIELD_BASE64, 3},
        {"DNSKEY 257 3 8 AQID AQ===", FLAW_FIELD_BASE64, 4},
        {"DNSKEY 257 3 8 A===", FLAW_FIELD_BASE64, 3},
        {"DNSKEY 257 3 8 =", FLAW_FIELD_BASE64, 3},
        {"DNSKEY 257 3 8 \"AQID\"", FLAW_FIELD_BASE64, 3},
        {"CDNSKEY 0 3 0 0", FLAW_FIELD_BASE64, 3},
        {"RRSIG A 8 1 0 0 0 0 . AQ", FLAW_FIELD_BASE64, 8},
        {"OPENPGPKEY A", FLAW_FIELD_BASE64, 0},
        {"DS 1 8 9 ABC", FLAW_FIELD_HEX, 3},
        {"DS 1 8 9 AB C", FLAW_FIELD_HEX, 4},
        {"DS 1 8 9 AB GG CD", FLAW_FIELD_HEX, 4},
        {"DS 1 8 9 \"AB\"", FLAW_FIELD_HEX, 3},
        {"CDS 0 0 0 0", FLAW_FIELD_HEX, 3},
        {"TLSA 3 1 1 -", FLAW_FIELD_HEX, 3},
        {"NSEC3PARAM 1 0 0 ABC", FLAW_FIELD_HEX, 3},
        {"NSEC3PARAM 1 0 0 GG", FLAW_FIELD_HEX, 3},
        {"NSEC3PARAM 1 0 0 \"-\"", FLAW_FIELD_HEX, 3},
        {"NSEC3 1 0 0 - 2VPTU5TIMAMQTTGL4LUU9KG21E0AOR3 A", FLAW_FIELD_BASE32, 4},
        {"NSEC3 1 0 0 - 2V A", FLAW_FIELD_BASE32, 4},
        {"NSEC3 1 0 0 - 2 A", FLAW_FIELD_BASE32, 4},
        {"NSEC3 1 0 0 - 000 A", FLAW_FIELD_BASE32, 4},
        {"NSEC3 1 0 0 - 000000 A", FLAW_FIELD_BASE32, 4},
        {"NSEC3 1 0 0 - 2VPTU5T= A", FLAW_FIELD_BASE32, 4},
        {"NSEC3 1 0 0 - 2VPTU5TW A", FLAW_FIELD_BASE32, 4},
        {"NSEC3 1 0 0 - \"2VPTU5TI\" A", FLAW_FIELD_BASE32, 4},
        {"ATMA +", FLAW_FIELD_OTHER, 0},
        {"ATMA +61a", FLAW_FIELD_OTHER, 0},
        {"ATMA 39.", FLAW_FIELD_OTHER, 0},
        {"ATMA 39..39", FLAW_FIELD_OTHER, 0},
        {"ATMA 3", FLAW_FIELD_OTHER, 0},
    };
    ASSERT_ALL_BAD(samples);
}

static void digests_have_the_length_of_their_kind(void **state)
{
    (void)state;
    static const struct bad_sample samples[] = {
        {"DS 1 8 1 00", FLAW_FIELD_OTHER, 3},
        {"DS 1 8 1 00112233445566778899AABBCCDDEEFF0011223344", FLAW_FIELD_OTHER, 3},
        {"DS 1 8 2 00112233445566778899AABBCCDDEEFF 00112233", FLAW_FIELD_OTHER, 3},
        {"DS 1 8 4 00", FLAW_FIELD_OTHER, 3},
        {"DS \\# 5 0001080100", FLAW_GENERIC_FORM, 2},
        {"CDS 1 8 2 00", FLAW_FIELD_OTHER, 3},
        {"DLV 1 8 1 00", FLAW_FIELD_OTHER, 3},
        {"TA 1 8 1 00", FLAW_FIELD_OTHER, 3},
        {"SSHFP 1 1 00", FLAW_FIELD_OTHER, 2},
        {"SSHFP 1 2 00112233445566778899AABBCCDDEEFF00112233", FLAW_FIELD_OTHER, 2},
        {"SSHFP \\# 3 010100", FLAW_GENERIC_FORM, 2},
        {"ZONEMD 1 1 1 00112233445566778899AABB", FLAW_FIELD_OTHER, 3},
        {"ZONEMD 1 1 2 00", FLAW_FIELD_OTHER, 3},
        {"ZONEMD 1 1 240 00112233445566778899AA", FLAW_FIELD_OTHER, 3},
        {"NSEC3 1 0 0 - 2VPTU5TI A", FLAW_FIELD_OTHER, 4},
        {"NSEC3 \\# 14 01000000000105000000000000", FLAW_GENERIC_LENGTH, 1},
        {"NSEC3 \\# 9 010000000002aabb00", FLAW_GENERIC_FORM, 2},
    };
    ASSERT_ALL_BAD(samples);
}

static void types_and_services_are_known_ones(void **state)
{
    (void)state;
    static const struct bad_sample samples[] = {
        {"NSEC a A FOO", FLAW_FIELD_TYPE, 2},
        {"NSEC a A 1", FLAW_FIELD_TYPE, 2},
        {"NSEC a \"A\"", FLAW_FIELD_TYPE, 1},
        {"NSEC a TYPE65536", FLAW_FIELD_TYPE, 1},
        {"NSEC3 1 0 0 - 2VPTU5TIMAMQTTGL4LUU9KG21E0AOR3S FOO", FLAW_FIELD_TYPE, 5},
        {"NXT a A TYPE128", FLAW_FIELD_TYPE, 2},
        {"NXT a TYPE0", FLAW_FIELD_TYPE, 1},
        {"RRSIG FOO 8 1 0 0 0 0 . AQ==", FLAW_FIELD_TYPE, 0},
        {"RRSIG 65536 8 1 0 0 0 0 . AQ==", FLAW_FIELD_TYPE, 0},
        {"DSYNC FOO 1 1 a", FLAW_FIELD_TYPE, 0},
        {"DSYNC CDS FOO 1 a", FLAW_FIELD_NUMBER, 1},
        {"WKS 192.0.2.1 256 1", FLAW_FIELD_OTHER, 1},
        {"WKS 192.0.2.1 foo 1", FLAW_FIELD_OTHER, 1},
        {"WKS 192.0.2.1 tcp smtp foo", FLAW_FIELD_OTHER, 3},
        {"WKS 192.0.2.1 tcp 65536", FLAW_FIELD_OTHER, 2},
        {"UID 1", FLAW_FIELD_OTHER, 0},
        {"NULL a", FLAW_FIELD_OTHER, 0},
        {"TYPE1234 abcd", FLAW_FIELD_OTHER, 0},
    };
    ASSERT_ALL_BAD(samples);
}

static void locations_stay_on_the_globe(void **state)
{
    (void)state;
    static const struct bad_sample samples[] = {
        {"LOC 91 N 1 E 1", FLAW_FIELD_NUMBER, 0},
        {"LOC 90 0 0.001 N 1 E 1", FLAW_FIELD_NUMBER, 2},
        {"LOC 90 1 N 1 E 1", FLAW_FIELD_NUMBER, 1},
        {"LOC 1 60 N 1 E 1", FLAW_FIELD_NUMBER, 1},
        {"LOC 1 1 60 N 1 E 1", FLAW_FIELD_NUMBER, 2},
        {"LOC 1 1 1.0001 N 1 E 1", FLAW_FIELD_NUMBER, 2},
        {"LOC 1 1 . N 1 E 1", FLAW_FIELD_NUMBER, 2},
        {"LOC 1 1.5 N 1 E 1", FLAW_FIELD_NUMBER, 1},
        {"LOC 1 1 1 1 N 1 E 1", FLAW_FIELD_OTHER, 3},
        {"LOC 1 n 1 E 1", FLAW_FIELD_NUMBER, 1},
        {"LOC N 1 E 1", FLAW_FIELD_NUMBER, 0},
        {"LOC 1 E 1 N 1", FLAW_FIELD_NUMBER, 1},
        {"LOC 1 N 181 E 1", FLAW_FIELD_NUMBER, 2},
        {"LOC 1 N 1 E -100000.01m", FLAW_FIELD_NUMBER, 4},
        {"LOC 1 N 1 E 42849672.96m", FLAW_FIELD_NUMBER, 4},
        {"LOC 1 N 1 E 1.234m", FLAW_FIELD_NUMBER, 4},
        {"LOC 1 N 1 E 1M", FLAW_FIELD_NUMBER, 4},
        {"LOC 1 N 1 E m", FLAW_FIELD_NUMBER, 4},
        {"LOC 1 N 1 E -", FLAW_FIELD_NUMBER, 4},
        {"LOC 1 N 1 E 99999999999999999999999m", FLAW_FIELD_NUMBER, 4},
        {"LOC 1 N 1 E 1 90000000.01m", FLAW_FIELD_NUMBER, 5},
        {"LOC 1 N 1 E 1 1 -1", FLAW_FIELD_NUMBER, 6},
    };
    ASSERT_ALL_BAD(samples);
}

static void service_parameters_obey_rfc_9460(void **state)
{
    (void)state;
    static const struct bad_sample samples[] = {
        {"SVCB 1 . key123=abc key123=def", FLAW_FIELD_OTHER, 3},
        {"SVCB 1 . port=1 alpn=h2 port=1", FLAW_FIELD_OTHER, 4},
        {"SVCB 1 . mandatory", FLAW_FIELD_OTHER, 2},
        {"SVCB 1 . alpn", FLAW_FIELD_OTHER, 2},
        {"SVCB 1 . alpn=\"\"", FLAW_FIELD_OTHER, 2},
        {"SVCB 1 . alpn=h2,,h3", FLAW_FIELD_OTHER, 2},
        {"SVCB 1 . alpn=\"h2,\"", FLAW_FIELD_OTHER, 2},
        {"SVCB 1 . alpn=h2\\\\", FLAW_ESCAPE, 2},
        {"SVCB 1 . port", FLAW_FIELD_OTHER, 2},
        {"SVCB 1 . port=65536", FLAW_FIELD_OTHER, 2},
        {"SVCB 1 . port=1,2", FLAW_FIELD_OTHER, 2},
        {"SVCB 1 . ipv4hint", FLAW_FIELD_ADDRESS4, 2},
        {"SVCB 1 . ipv4hint=192.0.2.1,", FLAW_FIELD_ADDRESS4, 2},
        {"SVCB 1 . ipv6hint=192.0.2.1", FLAW_FIELD_ADDRESS6, 2},
        {"SVCB 1 . no-default-alpn=abc alpn=h2", FLAW_FIELD_OTHER, 2},
        {"SVCB 1 . port=1 no-default-alpn", FLAW_FIELD_OTHER, 3},
        {"SVCB 1 . port=1 mandatory=key123", FLAW_FIELD_OTHER, 3},
        {"SVCB 1 . mandatory=mandatory", FLAW_FIELD_OTHER, 2},
        {"SVCB 1 . mandatory=key123,key123 key123=abc", FLAW_FIELD_OTHER, 2},
        {"SVCB 1 . mandatory=foo", FLAW_FIELD_OTHER, 2},
        {"SVCB 1 . ech=AAA", FLAW_FIELD_BASE64, 2},
        {"SVCB 1 . dohpath", FLAW_FIELD_OTHER, 2},
        {"SVCB 1 . dohpath=q{?dns}", FLAW_FIELD_OTHER, 2},
        {"SVCB 1 . ohttp=1", FLAW_FIELD_OTHER, 2},
        {"SVCB 1 . tls-supported-groups", FLAW_FIELD_OTHER, 2},
        {"SVCB 1 . key3=a", FLAW_FIELD_OTHER, 2},
        {"SVCB 1 . key0=\\000\\004 alpn=h2", FLAW_FIELD_OTHER, 2},
        {"SVCB 1 . foo=bar", FLAW_FIELD_OTHER, 2},
        {"SVCB 1 . ALPN=h2", FLAW_FIELD_OTHER, 2},
        {"SVCB 1 . key65536", FLAW_FIELD_OTHER, 2},
        {"SVCB 1 . key0667=a", FLAW_FIELD_OTHER, 2},
        {"SVCB 1 . \"alpn=h2\"", FLAW_FIELD_OTHER, 2},
        {"SVCB 1 . alpn= \"h2\"", FLAW_FIELD_OTHER, 2},
        {"SVCB 1 . key667=\"a\"b", FLAW_FIELD_OTHER, 4},
    };
    ASSERT_ALL_BAD(samples);
}

static void fields_that_ldns_reads_are_checked_before(void **state)
{
    (void)state;
    static const struct bad_sample samples[] = {
        {"APL 1:192.0.2.0", FLAW_FIELD_OTHER, 0},
        {"APL 1:192.0.2.0/33", FLAW_FIELD_OTHER, 0},
        {"APL 1:192.0.2.0/24 1:192/8", FLAW_FIELD_OTHER, 1},
        {"APL 2:::/129", FLAW_FIELD_OTHER, 0},
        {"APL 3:192.0.2.0/24", FLAW_FIELD_OTHER, 0},
        {"APL 1/24:192.0.2.0", FLAW_FIELD_OTHER, 0},
        {"APL \"1:192.0.2.0/24\"", FLAW_FIELD_OTHER, 0},
        {"APL !", FLAW_FIELD_OTHER, 0},
        {"NSAP 0x470", FLAW_FIELD_OTHER, 0},
        {"NSAP 0x", FLAW_FIELD_OTHER, 0},
        {"NSAP 47", FLAW_FIELD_OTHER, 0},
        {"NSAP 0x4g", FLAW_FIELD_OTHER, 0},
        {"HIP +2 00 AQID", FLAW_FIELD_OTHER, 0},
        {"HIP 256 00 AQID", FLAW_FIELD_OTHER, 0},
        {"HIP 2 0 AQID", FLAW_FIELD_OTHER, 0},
        {"HIP 2 00 \"AQID\"", FLAW_FIELD_OTHER, 2},
        {"HIP 2 00 AQI", FLAW_FIELD_OTHER, 0},
        {"NID 65536 1:2:3:4", FLAW_FIELD_NUMBER, 0},
        {"NID 1 1:2:3", FLAW_FIELD_OTHER, 1},
        {"L64 1 12345:2:3:4", FLAW_FIELD_OTHER, 1},
        {"EUI48 00:00:5e:00:53:2a", FLAW_FIELD_OTHER, 0},
        {"EUI48 ff-ff-ff-ff--f-ff", FLAW_FIELD_OTHER, 0},
        {"EUI48 -ff-ff-ff-ff-ff-ff", FLAW_FIELD_OTHER, 0},
        {"EUI48 +f-ff-ff-ff-ff-ff", FLAW_FIELD_OTHER, 0},
        {"EUI48 0x-ff-ff-ff-ff-ff", FLAW_FIELD_OTHER, 0},
        {"EUI64 00-00-5e-ef-10-00-00", FLAW_FIELD_OTHER, 0},
    };
    ASSERT_ALL_BAD(samples);
}

static void the_generic_form_must_be_what_the_type_holds(void **state)
{
    (void)state;
    static const struct bad_sample samples[] = {
        {"A \\#", FLAW_FIELD_MISSING, 1},
        {"A \\# x 01020304", FLAW_FIELD_NUMBER, 1},
        {"A \\# 0x4 01020304", FLAW_FIELD_NUMBER, 1},
        {"A \\# 65536 00", FLAW_FIELD_NUMBER, 1},
        {"A \\# 4", FLAW_GENERIC_LENGTH, 1},
        {"A \\# 4 010203", FLAW_GENERIC_LENGTH, 1},
        {"A \\# 3 01020304", FLAW_GENERIC_LENGTH, 1},
        {"A \\# 4 0102030", FLAW_FIELD_HEX, 2},
        {"A \\# 4 0102 030g", FLAW_FIELD_HEX, 3},
        {"A \\# 4 \"01020304\"", FLAW_FIELD_HEX, 2},
        {"A \\# 3 010203", FLAW_GENERIC_FORM, 2},
        {"A \\# 0", FLAW_GENERIC_FORM, 1},
        {"TYPE1 \\# 5 0102030405", FLAW_GENERIC_FORM, 2},
        {"MX \\# 4 000a c000", FLAW_GENERIC_FORM, 2},
        {"MX \\# 6 000a016100ff", FLAW_GENERIC_FORM, 2},
        {"NS \\# 0", FLAW_GENERIC_FORM, 1},
        {"TXT \\# 0", FLAW_GENERIC_FORM, 1},
        {"TXT \\# 2 0200", FLAW_GENERIC_FORM, 2},
        {"NSEC \\# 3 016100", FLAW_GENERIC_FORM, 2},
        {"NSEC \\# 5 0161000001", FLAW_GENERIC_FORM, 2},
        {"NSEC \\# 7 01610000020100", FLAW_GENERIC_FORM, 2},
        {"NSEC \\# 9 016100000140000140", FLAW_GENERIC_FORM, 2},
        {"CAA \\# 4 0001 2d 00", FLAW_GENERIC_FORM, 2},
        {"CAA \\# 2 0000", FLAW_GENERIC_FORM, 2},
        {"DNSKEY \\# 4 01010308", FLAW_GENERIC_FORM, 2},
        {"LOC \\# 16 00fa1516 80000000 80000000 00989680", FLAW_GENERIC_FORM, 2},
        {"LOC \\# 16 00121516 ffffffff 80000000 00989680", FLAW_GENERIC_FORM, 2},
        {"SVCB \\# 15 000100 0003 0002 0035 0002 0000", FLAW_GENERIC_LENGTH, 1},
        {"SVCB \\# 13 000100 0003 0002 0035 0002 0000", FLAW_GENERIC_FORM, 2},
        {"SVCB \\# 7 000100 0003 0000", FLAW_GENERIC_FORM, 2},
        {"APL \\# 6 00010802 0a00", FLAW_GENERIC_FORM, 2},
        {"APL \\# 5 00012101 0a", FLAW_GENERIC_FORM, 2},
        {"APL \\# 3 000121", FLAW_GENERIC_FORM, 2},
        {"EUI48 \\# 5 0000000000", FLAW_GENERIC_FORM, 2},
        {"EUI48 \\# 7 00000000000000", FLAW_GENERIC_FORM, 2},
        {"NSAP \\# 0", FLAW_GENERIC_FORM, 1},
        {"HIP \\# 5 0002000100", FLAW_GENERIC_FORM, 2},
        {"WKS \\# 6 010203040600", FLAW_GENERIC_FORM, 2},
        {"A6 \\# 17 40 0000000000000001 03707265 c000 00 00", FLAW_GENERIC_FORM, 2},
    };
    ASSERT_ALL_BAD(samples);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(missing_fields_are_reported_behind_the_last_and_extra_ones_where_they_are),
        cmocka_unit_test(numbers_are_decimal_and_fit),
        cmocka_unit_test(time_spans_and_times_are_what_bind_reads),
        cmocka_unit_test(addresses_are_whole_and_plain),
        cmocka_unit_test(names_and_strings_say_what_is_wrong_inside),
        cmocka_unit_test(encodings_are_exact),
        cmocka_unit_test(digests_have_the_length_of_their_kind),
        cmocka_unit_test(types_and_services_are_known_ones),
        cmocka_unit_test(locations_stay_on_the_globe),
        cmocka_unit_test(service_parameters_obey_rfc_9460),
        cmocka_unit_test(fields_that_ldns_reads_are_checked_before),
        cmocka_unit_test(the_generic_form_must_be_what_the_type_holds),
    };
    return cmocka_run_group_tests(tests, record_data_start, record_data_end);
}
