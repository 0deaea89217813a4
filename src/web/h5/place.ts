/** The brand's slug of `/m/<brand>/…`; empty where the address names none. */
export const brandSlug = /^\/m\/([a-z0-9-]+)(?:\/|$)/.exec(location.pathname)?.[1] ?? "";

export const routerBase = `/m/${brandSlug}`;

export const apiBase = `/api/v1/b/${brandSlug}`;
