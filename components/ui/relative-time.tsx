import { intlFormatDistance } from "date-fns/intlFormatDistance";

interface RelativeTimeProps {
  date: Date | string;
  /** For tests. */
  now?: Date;
}

/** "4 min ago"; the exact time, in UTC so that two people read the same, is the element's title. */
export function RelativeTime({ date, now = new Date() }: RelativeTimeProps) {
  const at = new Date(date);
  const text = intlFormatDistance(at, now, { locale: "en", numeric: "auto", style: "short" }).replace(
    ".",
    "",
  );
  const exact = `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`;
  return (
    // The words depend on the second they are made in; server and browser may differ, and either is right.
    <time dateTime={at.toISOString()} title={exact} suppressHydrationWarning className="whitespace-nowrap">
      {text}
    </time>
  );
}
