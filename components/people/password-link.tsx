"use client";
import { DialogClose } from "#components/ui/dialog";
import { OneTimeSecret } from "#components/ui/one-time-secret";

interface PasswordLinkProps {
  secret: string;
  /** Whom it is for. */
  name: string;
}

/** The one-time link of a person, for a dialog; with the host name under which whoever makes it sees this page. */
export function PasswordLink({ secret, name }: PasswordLinkProps) {
  return (
    <div className="grid gap-4">
      <OneTimeSecret text={new URL(`/password/${secret}`, location.origin).href} label="link">
        Send it to {name} yourself: nothing is mailed, and it is not shown again. Whoever opens it first
        chooses the password. It works once, for a week.
      </OneTimeSecret>
      <DialogClose variant="go" className="justify-self-end">
        Done
      </DialogClose>
    </div>
  );
}
