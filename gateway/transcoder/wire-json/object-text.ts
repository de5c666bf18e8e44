import type { FieldForm } from "./field.ts";
import type { Sink } from "./sink.ts";
import { type Source, uncommon } from "./source.ts";

const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;
const noPlace = -1;

/**
 * A message being written as a JSON object, in one pass: fields that do not come in the order of their numbers, or come
 * again where they are no list, are uncommon.
 */
export class ObjectText {
  readonly #forms: readonly FieldForm[];
  readonly #sink: Sink;
  readonly #first: number;
  #next = 0;
  #oneofs = 0;
  /** The list that has been begun: its place, and where its key and its first element stand. */
  #list = noPlace;
  #listKey = 0;
  #listStart = 0;

  /** `forms` are those of the message's fields, in the order of their numbers. */
  constructor(forms: readonly FieldForm[], sink: Sink) {
    this.#forms = forms;
    this.#sink = sink;
    sink.byte(openBrace);
    this.#first = sink.pos;
  }

  /** Copies one occurrence of a field. */
  copy(place: number, form: FieldForm, source: Source, wireType: number, depth: number): void {
    if (place === this.#list) this.#append(form, source, wireType, depth);
    else this.#begin(place, form, source, wireType, depth);
  }

  end(): void {
    this.#closeUntil(this.#forms.length);
    this.#sink.byte(closeBrace);
  }

  #begin(place: number, form: FieldForm, source: Source, wireType: number, depth: number): void {
    if (place < this.#next || (this.#oneofs & form.oneof) !== 0) throw uncommon;
    this.#oneofs |= form.oneof;
    this.#closeUntil(place);
    this.#next = place + 1;
    const sink = this.#sink;
    const key = sink.pos;
    sink.raw(key === this.#first ? form.key : form.nextKey);
    if (form.isList) this.#openList(place, key);
    const isNothing = form.copy(source, sink, wireType, depth);
    if (isNothing) sink.pos = form.isList ? this.#listStart : key;
  }

  #openList(place: number, key: number): void {
    this.#sink.byte(openBracket);
    this.#list = place;
    this.#listKey = key;
    this.#listStart = this.#sink.pos;
  }

  #append(form: FieldForm, source: Source, wireType: number, depth: number): void {
    const sink = this.#sink;
    const before = sink.pos;
    if (before !== this.#listStart) sink.byte(comma);
    if (form.copy(source, sink, wireType, depth)) sink.pos = before;
  }

  /** What is between the last field and this one: the end of a list, and the defaults of those that did not come. */
  #closeUntil(place: number): void {
    const sink = this.#sink;
    this.#closeList();
    for (let index = this.#next; index < place; index++) {
      const absent = this.#forms[index]?.absent;
      if (absent === undefined) continue;
      if (sink.pos !== this.#first) sink.byte(comma);
      sink.ascii(absent);
    }
  }

  /** One that stayed empty did not come. */
  #closeList(): void {
    if (this.#list === noPlace) return;
    const sink = this.#sink;
    if (sink.pos === this.#listStart) {
      sink.pos = this.#listKey;
      this.#next = this.#list;
    } else sink.byte(closeBracket);
    this.#list = noPlace;
  }
}
