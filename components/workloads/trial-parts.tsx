"use client";
import { Field } from "#components/ui/field";
import { Textarea } from "#components/ui/input";
import type { TrialText } from "#lib/client/trial-text";
import { takesBody } from "#lib/domain/trial-address";

interface TrialPartsProps {
  text: TrialText;
  change: (part: Partial<TrialText>) => void;
  errorAt: (part: string) => string | undefined;
}

const typed = { machine: true, wrap: "off", spellCheck: false, autoCapitalize: "off" } as const;

/** What goes along with a request. */
export function TrialParts({ text, change, errorAt }: TrialPartsProps) {
  const { method, query, headers, body } = text;
  return (
    <div className="grid gap-3.5 md:grid-cols-2">
      <Field label="Query" help="One parameter a line, as limit=10." error={errorAt("query")}>
        {(control) => (
          <Textarea
            {...control}
            {...typed}
            value={query}
            onChange={({ target }) => change({ query: target.value })}
          />
        )}
      </Field>
      <Field
        label="Headers"
        help="One a line, as Accept: text/plain. Who you are is said by the gateway."
        error={errorAt("headers")}
      >
        {(control) => (
          <Textarea
            {...control}
            {...typed}
            value={headers}
            onChange={({ target }) => change({ headers: target.value })}
          />
        )}
      </Field>
      <div className="md:col-span-2">
        <Field
          label="Body"
          help={
            takesBody(method)
              ? "Sent as JSON where it is JSON, else as text, unless a Content-Type says otherwise."
              : `${method} carries no body; what is written here stays for another method.`
          }
          error={errorAt("body")}
        >
          {(control) => (
            <Textarea
              {...control}
              {...typed}
              rows={8}
              value={body}
              onChange={({ target }) => change({ body: target.value })}
            />
          )}
        </Field>
      </div>
    </div>
  );
}
