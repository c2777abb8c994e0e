/** The one picture that the launcher, drawn before any other icon is there, shares with them. */
export const DOWN = "M5.5 9l6.5 6.5L18.5 9";
