"use server";
import * as people from "#lib/operations/people";
import { action } from "#lib/web/action";

export const createPerson = action(people.createPerson);
export const createPasswordLink = action(people.createPasswordLink);
export const updatePerson = action(people.updatePerson);
export const deactivatePerson = action(people.deactivatePerson);
export const reactivatePerson = action(people.reactivatePerson);
