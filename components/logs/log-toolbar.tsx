"use client";
import { ChevronDown, ChevronUp } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { Button, buttonLook } from "#components/ui/button";
import { Input } from "#components/ui/input";
import { Kbd } from "#components/ui/kbd";
import { StatusIcon } from "#components/ui/status";
import { cn } from "#lib/client/class-names";
import { countWords } from "#lib/domain/count-words";
import type { LogSearch } from "./use-log-search";

interface LogToolbarProps {
  search: LogSearch;
  field: RefObject<HTMLInputElement | null>;
  onFirstError: (() => void) | null;
  wrap: boolean;
  onWrap: () => void;
  /** Null when the log is complete. */
  follow: boolean | null;
  onFollow: () => void;
  downloadHref: string;
  children?: ReactNode;
}

export function LogToolbar(props: LogToolbarProps) {
  const { search, field, onFirstError, wrap, onWrap, follow, onFollow, downloadHref, children } = props;
  return (
    <header
      data-screen-only
      className="flex flex-wrap items-center gap-x-2 gap-y-1.5 border-b border-line px-3.5 py-2"
    >
      <SearchField search={search} field={field} />
      {onFirstError && (
        <Button onClick={onFirstError} className="rounded-full">
          <StatusIcon kind="bad" />
          First error <Kbd>e</Kbd>
        </Button>
      )}
      <div className="ml-auto flex flex-wrap items-center gap-1">
        {children}
        {follow !== null && (
          <Button variant="plain" aria-pressed={follow} onClick={onFollow} className={pressedLook}>
            Follow
          </Button>
        )}
        <Button variant="plain" aria-pressed={wrap} onClick={onWrap} className={pressedLook}>
          Wrap
        </Button>
        <a href={downloadHref} download className={cn(buttonLook({ variant: "plain" }))}>
          Download
        </a>
      </div>
    </header>
  );
}

const pressedLook = "aria-pressed:bg-accent-soft aria-pressed:text-ink";

function SearchField({ search, field }: Pick<LogToolbarProps, "search" | "field">) {
  const { text, type, total, current, problem, step } = search;
  const none = total === null || total === 0;
  return (
    <search className="flex min-w-0 basis-72 items-center gap-1 max-md:grow">
      <div className="relative min-w-0 grow">
        <Input
          ref={field}
          type="search"
          aria-label="Search the whole log"
          placeholder="Search the log"
          value={text}
          onChange={({ target }) => type(target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
            if (event.key === "Escape") event.currentTarget.blur();
          }}
          className="pr-24 [&::-webkit-search-cancel-button]:hidden"
        />
        <span
          role="status"
          className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center text-sm text-ink-3"
        >
          {problem ??
            (total === null
              ? ""
              : total === 0
                ? "Nothing found"
                : `${countWords(current + 1)} of ${countWords(total)}`)}
        </span>
      </div>
      <Button
        variant="plain"
        shape="icon"
        aria-label="Match before"
        onClick={() => step(-1)}
        {...(none && { disabledReason: "Nothing is found yet" })}
      >
        <ChevronUp aria-hidden />
      </Button>
      <Button
        variant="plain"
        shape="icon"
        aria-label="Next match"
        onClick={() => step(1)}
        {...(none && { disabledReason: "Nothing is found yet" })}
      >
        <ChevronDown aria-hidden />
      </Button>
    </search>
  );
}
