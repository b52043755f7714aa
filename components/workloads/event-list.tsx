import { RelativeTime } from "#components/ui/relative-time";
import { StatusIcon } from "#components/ui/status";
import { eventFacts, eventKind, eventMessage } from "#lib/client/event-words";
import type { WorkloadEvent } from "#lib/domain/workloads";

export type EventRow = WorkloadEvent & { actorName: string | null };

/** What happened to a workload, newest first; who did it, where somebody did. */
export function EventList({ events }: { events: readonly EventRow[] }) {
  return (
    <ol className="rounded-lg border border-line bg-surface py-1.5">
      {events.map((event) => (
        <EventItem key={event.id} event={event} />
      ))}
    </ol>
  );
}

function EventItem({ event }: { event: EventRow }) {
  const message = eventMessage(event);
  const facts = eventFacts(event);
  return (
    <li className="group grid grid-cols-[14px_minmax(0,1fr)_auto] gap-x-2.5 px-3.5">
      <span className="flex flex-col items-center gap-1 pt-3">
        <StatusIcon kind={eventKind(event)} className="shrink-0 motion-safe:animate-none" />
        <span aria-hidden="true" className="w-px grow bg-line group-last:hidden" />
      </span>
      <div className="py-2">
        <span className="font-medium">{event.eventType}</span>
        {event.actorName && <span className="text-ink-2"> by {event.actorName}</span>}
        {message && <p className="[overflow-wrap:anywhere]">{message}</p>}
        {facts.length > 0 && (
          <p className="flex flex-wrap gap-x-3 text-sm text-ink-3">
            {facts.map(({ name, value }) => (
              <span key={name} className="[overflow-wrap:anywhere]">
                {name} <code>{value}</code>
              </span>
            ))}
          </p>
        )}
      </div>
      <span className="py-2 text-ink-3">
        <RelativeTime date={event.createdAt} />
      </span>
    </li>
  );
}
