"use server";
import * as environments from "#lib/operations/execution-environments";
import { action } from "#lib/web/action";

export const createEnvironment = action(environments.createEnvironment);
export const addEnvironmentVersion = action(environments.addEnvironmentVersion);
export const changeEnvironment = action(environments.changeEnvironment);
export const retireEnvironment = action(environments.retireEnvironment);
