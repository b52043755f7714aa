/** What stands in an entry instead of a credential: that it changed is said, what it was is not. */
export const masked = "••••••••";
