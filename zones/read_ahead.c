/* SPDX-License-Identifier: BSD-3-Clause */
#include "zones/read_ahead.h"

#include <assert.h>
#include <pthread.h>
#include <stdalign.h>
#include <stdlib.h>

#include "zones/base/memory.h"

enum {
    TEXT_BYTES_MIN = 2 * 1024 * 1024,
    PIECE_BYTES = 256 * 1024,
    PIECE_BYTES_EAGER = 256,
    /* An entry that begins in a piece may end this part of a piece behind it; a longer one is read
     * in turn. What seems to be an open parenthesis must not have a thread read the whole file. */
    PIECE_END_PART = 4,
};

enum piece_state { PIECE_FREE, PIECE_READING, PIECE_READY };

struct piece {
    enum piece_state state;
    uint64_t number; /* of the piece that is or was read here */
    struct batch batch;
    struct rdata_reader *rdata;
    struct entry_reader reader;
    /* For the origin, when a line of the text gives it. */
    alignas(struct name) uint8_t origin_room[sizeof(struct name) + NAME_OCTETS_MAX];
};

struct read_ahead {
    struct read_ahead_text text;
    void (*use)(void *context, struct read_ahead *ahead);
    void *context;
    pthread_mutex_t mutex;  /* for what follows, but not for a piece while it is read */
    pthread_cond_t changed; /* a piece is ready, or there is room for another one, or the end */
    uint64_t piece_bytes;
    uint64_t count;            /* of pieces in the text */
    uint64_t done;             /* pieces that were asked for and given back */
    uint64_t next;             /* the first that nobody has begun to read */
    uint64_t place;            /* where the text that was used so far ends */
    const struct name *origin; /* that holds there */
    bool ended;
    size_t room;           /* pieces that are kept */
    struct piece pieces[]; /* piece N is number N modulo `room` */
};

/* The start of the first line at or behind `at`; the end of the text when there is none. */
static uint64_t line_start(struct bytes text, uint64_t at)
{
    if (at == 0) {
        return 0;
    }
    const uint8_t *newline = memchr(text.data + at - 1, '\n', text.length - at + 1);
    return newline == NULL ? text.length : (uint64_t)(newline - text.data) + 1;
}

/* The last line between `from` and `to` that begins with a dollar; UINT64_MAX when there is
 * none. */
static uint64_t dollar_line(struct bytes text, uint64_t from, uint64_t to)
{
    while (to > from) {
        const uint8_t *dollar = memrchr(text.data + from, '$', to - from);
        if (dollar == NULL) {
            break;
        }
        to = (uint64_t)(dollar - text.data);
        if (to == 0 || text.data[to - 1] == '\n') {
            return to;
        }
    }
    return UINT64_MAX;
}

/* The origin that seems to hold at the start of a piece: that of the last $ORIGIN between `from`
 * and there, or the one that held where the text was used so far. */
static const struct name *piece_origin(struct piece *piece,
                                       struct bytes text,
                                       uint64_t from,
                                       uint64_t start,
                                       const struct name *known_origin)
{
    for (uint64_t to = start; to > from;) {
        to = dollar_line(text, from, to);
        if (to == UINT64_MAX) {
            break;
        }
        struct entry entry;
        uint8_t wire[NAME_OCTETS_MAX];
        entry_reader_start(&piece->reader, (struct bytes){text.data, start}, to);
        entry_next(&piece->reader, &entry);
        size_t length = batch_origin_from_entry(&entry, known_origin, wire);
        if (length != 0) {
            struct name *origin = (void *)piece->origin_room;
            name_fill(origin, (struct bytes){wire, length});
            return origin;
        }
    }
    return known_origin;
}

static void piece_read(struct piece *piece,
                       const struct read_ahead *ahead,
                       uint64_t known_place,
                       const struct name *known_origin)
{
    const struct read_ahead_text *text = &ahead->text;
    uint64_t length = text->text.length;
    uint64_t begin = piece->number * ahead->piece_bytes;
    uint64_t stop = length - begin < ahead->piece_bytes ? length : begin + ahead->piece_bytes;
    uint64_t start = line_start(text->text, begin);
    uint64_t end_bytes = ahead->piece_bytes / PIECE_END_PART;
    uint64_t view = length - stop < end_bytes ? length : stop + end_bytes;
    uint64_t before = begin > ahead->piece_bytes ? begin - ahead->piece_bytes : 0;
    if (piece->rdata == NULL) {
        piece->rdata = memory_get(sizeof(*piece->rdata));
    }
    struct batch_options options = {
        .start = start < stop ? start : stop,
        .stop = stop,
        .rdata = piece->rdata,
        .class = text->class,
        .is_cut = view < length,
    };
    options.origin = piece_origin(piece, text->text, before > known_place ? before : known_place,
                                  options.start, known_origin);
    entry_reader_start(&piece->reader, (struct bytes){text->text.data, view}, options.start);
    batch_read(&piece->batch, &piece->reader, &options);
}

/* Reads the next piece that nobody has begun, and keeps it. The mutex is held before and after. */
static void read_next_piece(struct read_ahead *ahead)
{
    struct piece *piece = &ahead->pieces[ahead->next % ahead->room];
    assert(piece->state != PIECE_READING);
    piece->state = PIECE_READING;
    piece->number = ahead->next++;
    uint64_t place = ahead->place;
    const struct name *origin = ahead->origin;
    pthread_mutex_unlock(&ahead->mutex);
    piece_read(piece, ahead, place, origin);
    pthread_mutex_lock(&ahead->mutex);
    piece->state = PIECE_READY;
    pthread_cond_broadcast(&ahead->changed);
}

static bool can_read_next_piece(const struct read_ahead *ahead)
{
    return ahead->next < ahead->count && ahead->next < ahead->done + ahead->room &&
           ahead->pieces[ahead->next % ahead->room].state != PIECE_READING;
}

static void read_pieces(struct read_ahead *ahead)
{
    pthread_mutex_lock(&ahead->mutex);
    while (!ahead->ended) {
        if (can_read_next_piece(ahead)) {
            read_next_piece(ahead);
        } else {
            pthread_cond_wait(&ahead->changed, &ahead->mutex);
        }
    }
    pthread_mutex_unlock(&ahead->mutex);
}

static void use_pieces(struct read_ahead *ahead)
{
    ahead->use(ahead->context, ahead);
    pthread_mutex_lock(&ahead->mutex);
    ahead->ended = true;
    pthread_cond_broadcast(&ahead->changed);
    pthread_mutex_unlock(&ahead->mutex);
}

/* Items are handed out from the first on, and the thread that calls workers_run() waits for nobody
 * before it has taken one: so there is always one that uses the pieces. */
static void read_ahead_work(void *context, unsigned worker, size_t item)
{
    (void)worker;
    struct read_ahead *ahead = context;
    if (item == 0) {
        use_pieces(ahead);
    } else {
        read_pieces(ahead);
    }
}

bool read_ahead_is_for(const struct workers *workers, uint64_t bytes)
{
    return workers_count(workers) > 1 && (workers_are_eager(workers) || bytes >= TEXT_BYTES_MIN);
}

void read_ahead_run(struct workers *workers,
                    const struct read_ahead_text *text,
                    void (*use)(void *context, struct read_ahead *ahead),
                    void *context)
{
    unsigned threads = workers_count(workers);
    size_t room = 2 * (size_t)threads + 2;
    struct read_ahead *ahead =
        memory_get_zeroed(1, sizeof(*ahead) + room * sizeof(ahead->pieces[0]));
    ahead->text = *text;
    ahead->use = use;
    ahead->context = context;
    ahead->piece_bytes = workers_are_eager(workers) ? PIECE_BYTES_EAGER : PIECE_BYTES;
    ahead->count = (text->text.length + ahead->piece_bytes - 1) / ahead->piece_bytes;
    ahead->origin = text->origin;
    ahead->room = room;
    pthread_mutex_init(&ahead->mutex, NULL);
    pthread_cond_init(&ahead->changed, NULL);
    workers_run(workers, read_ahead_work, ahead, threads);
    pthread_cond_destroy(&ahead->changed);
    pthread_mutex_destroy(&ahead->mutex);
    for (size_t i = 0; i < room; i++) {
        batch_free(&ahead->pieces[i].batch);
        entry_reader_end(&ahead->pieces[i].reader);
        free(ahead->pieces[i].rdata);
    }
    free(ahead);
}

const struct batch *read_ahead_get(struct read_ahead *ahead,
                                   uint64_t at,
                                   const struct name *origin,
                                   uint64_t *ret_stop)
{
    uint64_t number = at / ahead->piece_bytes;
    assert(number < ahead->count);
    pthread_mutex_lock(&ahead->mutex);
    assert(number >= ahead->done);
    ahead->done = number;
    ahead->place = at;
    ahead->origin = origin;
    if (ahead->next < number) {
        ahead->next = number;
    }
    pthread_cond_broadcast(&ahead->changed);
    /* For tests: guesses are made whether or not another thread has the time for them. */
    while (ahead->piece_bytes == PIECE_BYTES_EAGER && can_read_next_piece(ahead)) {
        read_next_piece(ahead);
    }
    struct piece *piece = &ahead->pieces[number % ahead->room];
    while (piece->number != number || piece->state != PIECE_READY) {
        if (can_read_next_piece(ahead)) {
            read_next_piece(ahead); /* this one, or a later one while another thread reads it */
        } else {
            pthread_cond_wait(&ahead->changed, &ahead->mutex);
        }
    }
    pthread_mutex_unlock(&ahead->mutex);
    uint64_t end = (number + 1) * ahead->piece_bytes;
    *ret_stop = end < ahead->text.text.length ? end : ahead->text.text.length;
    return &piece->batch;
}

/* The item that begins at `at`; the number of items when none does. */
static size_t item_at(const struct batch *batch, uint64_t at)
{
    size_t low = 0;
    size_t high = batch->items.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (batch->start + batch->items.items[middle].start < at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < batch->items.count && batch->start + batch->items.items[low].start == at;
    return found ? low : batch->items.count;
}

size_t read_ahead_first(const struct batch *batch, uint64_t at, const struct name *origin)
{
    size_t none = batch->items.count;
    if (none == 0 || !name_equal(batch->origin, origin)) {
        return none;
    }
    if (batch->start == at) {
        return 0;
    }
    /* What is in front may be the inside of a parenthesis, and no entries at all. Then no line of
     * it may have said anything of the origin or the owner of what is used. */
    size_t first = item_at(batch, at);
    for (size_t i = 0; i < first; i++) {
        if ((batch->items.items[i].flags & BATCH_NEW_ORIGIN) != 0) {
            return none;
        }
    }
    bool depends = first < none && (batch->items.items[first].flags & BATCH_OWNER_SAME) != 0;
    return depends ? none : first;
}
