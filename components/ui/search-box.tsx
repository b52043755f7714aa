"use client";
import Form from "next/form";
import { useRef } from "react";
import { cn } from "#lib/client/class-names";
import { usePageActions } from "#lib/client/page-actions";
import { Kbd } from "./kbd";

interface SearchBoxProps {
  /** The path of the list. */
  action: string;
  label: string;
  placeholder?: string;
  /** The query parameter. */
  name?: string;
  value?: string;
  /** The other parameters of the list, kept; leave out the offset and the cursor, which a search starts anew. */
  keep?: Record<string, string | readonly string[] | undefined>;
  className?: string;
}

export function SearchBox(props: SearchBoxProps) {
  const { action, label, placeholder = label, name = "search", value = "", keep = {}, className } = props;
  const input = useRef<HTMLInputElement>(null);
  usePageActions([{ label: "Search this list", keys: ["/"], run: () => input.current?.select() }]);
  return (
    <Form action={action} className={cn("relative w-full md:w-80", className)}>
      {Object.entries(keep).flatMap(([key, kept]) =>
        [kept ?? []]
          .flat()
          .map((one) => <input key={`${key}=${one}`} type="hidden" name={key} value={one} />),
      )}
      <input
        ref={input}
        // A new search, also one made by Back, is a new field.
        key={value}
        type="search"
        name={name}
        defaultValue={value}
        aria-label={label}
        placeholder={placeholder}
        className="h-control w-full rounded-md border border-line bg-surface px-2 pr-8 placeholder:text-ink-3"
      />
      <span
        className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 max-md:hidden"
        aria-hidden="true"
      >
        <Kbd>/</Kbd>
      </span>
    </Form>
  );
}
