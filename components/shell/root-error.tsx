"use client";
import { Button } from "#components/ui/button";
import { ErrorState } from "#components/ui/states";

interface RootErrorProps {
  error: Error & { digest?: string };
  reset: () => void;
}

export function RootError({ error, reset }: RootErrorProps) {
  return (
    <main className="mx-auto grid max-w-xl gap-3.5 px-4 py-16">
      <h1>Something went wrong</h1>
      <ErrorState title="This page could not be made" actions={<Button onClick={reset}>Try again</Button>}>
        The mistake is on our side.
        {error.digest && (
          <>
            {" "}
            The server's log has it under <code>{error.digest}</code>.
          </>
        )}
      </ErrorState>
    </main>
  );
}
