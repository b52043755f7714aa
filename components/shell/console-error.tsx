"use client";
import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { Button } from "#components/ui/button";
import { PageHeader } from "#components/ui/page-header";
import { ErrorState } from "#components/ui/states";
import { TopBar } from "./top-bar";

interface ConsoleErrorProps {
  error: Error & { digest?: string };
  reset: () => void;
}

export function ConsoleError({ error, reset }: ConsoleErrorProps) {
  const router = useRouter();
  return (
    <>
      <TopBar crumbs={[{ label: "Something went wrong" }]} />
      <PageHeader title="Something went wrong" />
      <ErrorState
        title="This page could not be made"
        actions={
          <Button
            variant="go"
            onClick={() =>
              startTransition(() => {
                router.refresh();
                reset();
              })
            }
          >
            Try again
          </Button>
        }
      >
        The mistake is on our side, and nothing you did before is lost.
        {error.digest && (
          <>
            {" "}
            The server's log has it under <code>{error.digest}</code>.
          </>
        )}
      </ErrorState>
    </>
  );
}
