import type { ReactNode } from "react";
import { Icon } from "./icons.tsx";
import type { IconName } from "./icons.tsx";
import "./event-list.css";

export interface EventEntry {
  key: string;
  icon: IconName;
  title: ReactNode;
  note?: ReactNode;
  /** At the right: an amount. */
  end?: ReactNode;
}

/** What happened, newest first. */
export function EventList({ events }: { events: EventEntry[] }) {
  return (
    <ol className="evl">
      {events.map((event) => (
        <li key={event.key}>
          <span className="ti">
            <Icon name={event.icon} size="s" />
          </span>
          <span style={{ minWidth: 0 }}>
            <b>{event.title}</b>
            {event.note ? <small>{event.note}</small> : null}
          </span>
          {event.end ? <span className="end">{event.end}</span> : null}
        </li>
      ))}
    </ol>
  );
}
