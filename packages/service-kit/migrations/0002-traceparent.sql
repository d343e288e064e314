-- The trace in which an event was made, where its topic may carry one: the answer zone makes none, and no topic into or out of it carries one.
alter table outbox add column traceparent text;
alter table outbox_parked add column traceparent text;
