/** Something that happened to an aggregate, as plain data. */
export interface DomainEvent {
  /** Past tense, such as "ProductCreated": the name of the event's message. */
  readonly type: string;
  /** Id of the aggregate. */
  readonly key: string;
  /** Version of the aggregate after the event, counted from 1. */
  readonly version: number;
}

/** What a rule decided: the aggregate as it shall be and what happened to it. No events, no change. */
export interface Decision<T, E extends DomainEvent = DomainEvent> {
  readonly next: T;
  readonly events: readonly E[];
}
