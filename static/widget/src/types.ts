/** The wire contract of `/v1`, as the widget sees it. */
export type * from "./wire/content";
export type * from "./wire/exchange";
export type * from "./wire/help";
