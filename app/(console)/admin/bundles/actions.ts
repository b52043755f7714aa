"use server";
import * as bundles from "#lib/operations/compute-bundles";
import { action } from "#lib/web/action";

export const createBundle = action(bundles.createBundle);
export const updateBundle = action(bundles.updateBundle);
export const retireBundle = action(bundles.retireBundle);
