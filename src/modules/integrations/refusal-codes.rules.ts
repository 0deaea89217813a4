/** What each module refuses with, by status. Written by `npm run api`. */
export const refusalCodes: Readonly<Record<string, Readonly<Record<number, readonly string[]>>>> = {
  "brands": {
    400: ["brands.org-too-deep", "brands.own-password", "brands.workload-order", "brands.zone-unknown"],
    401: ["session.missing"],
    403: ["brands.needs-whole-brand", "brands.roles-beyond-own", "brands.staff-elsewhere"],
    404: ["brands.invite-missing", "brands.missing", "brands.org-missing", "brands.staff-missing"],
    409: ["brands.already-begun", "brands.already-staff", "brands.last-owner", "brands.org-name-taken", "brands.slug-taken", "brands.staff-left", "session.login-taken"],
  },
  "contents": {
    400: ["contents.folder-too-deep", "contents.no-such-slot", "contents.unknown-variable", "files.empty", "files.not-a-picture"],
    403: ["session.forbidden"],
    404: ["contents.column-missing", "contents.folder-missing", "contents.missing", "files.missing"],
    409: ["contents.column-name-taken", "contents.column-restore-taken", "contents.edited-elsewhere", "contents.expired", "contents.folder-name-taken", "contents.folder-not-empty", "contents.not-approved", "contents.retired"],
  },
  "exports": {
    404: ["exports.list-unknown", "exports.no-file", "jobs.missing"],
    429: ["exports.too-many"],
  },
  "flows": {
    404: ["brands.org-missing", "flows.missing", "flows.step-missing"],
    409: ["flows.edited-elsewhere", "flows.name-taken", "flows.never-published", "flows.nobody", "flows.not-ready", "flows.was-published", "flows.wrong-state"],
  },
  "groups": {
    400: ["groups.entry-web-only", "groups.name-too-long", "groups.roster-role", "groups.target-over-capacity"],
    404: ["brands.org-missing", "groups.blueprint-missing", "groups.bulk-missing", "groups.entry-missing", "groups.missing", "groups.roster-missing", "groups.staff-missing", "groups.stamp-missing"],
    409: ["groups.binding-taken", "groups.blueprint-name-taken", "groups.blueprint-outdated", "groups.bulk-undone", "groups.capacity-under-members", "groups.closed", "groups.names-clash", "groups.owners-full", "groups.roster-not-seated", "groups.roster-owner", "groups.roster-twice", "groups.workload-over"],
  },
  "imports": {
    400: ["imports.columns-missing", "imports.header-only", "imports.zone-unknown", "sheets.empty", "sheets.too-many-columns"],
    404: ["imports.missing"],
    409: ["imports.busy", "imports.ended", "imports.forgotten", "imports.not-checked"],
  },
  "insight": {
    400: ["insight.scope-unknown"],
    404: ["groups.missing", "insight.advice-missing"],
  },
  "integrations": {
    400: ["integrations.event-unknown", "integrations.expires-in-past", "integrations.url-unfit"],
    401: ["session.key-unknown"],
    403: ["integrations.beyond-own", "integrations.brand-only"],
    404: ["integrations.delivery-missing", "integrations.key-missing", "integrations.webhook-missing"],
    409: ["integrations.key-revoked", "integrations.webhooks-full"],
    429: ["session.key-limited"],
  },
  "members": {
    400: ["members.merge-self", "members.nickname-reserved", "members.phone-unfit"],
    404: ["members.change-missing", "members.join-missing", "members.missing", "members.not-merged", "members.note-missing", "members.tag-missing"],
    409: ["members.erase-asked", "members.erase-not-asked", "members.tag-taken", "members.tag-used", "members.text-outdated"],
    429: ["members.too-many"],
  },
  "messages": {
    400: ["messages.picture-missing", "messages.picture-too-large", "messages.picture-unfit", "messages.text-unfit"],
    403: ["messages.not-seated", "session.forbidden", "session.member-only"],
    404: ["groups.missing", "messages.inbox-missing", "messages.missing"],
    409: ["messages.group-closed", "messages.inbox-settled", "messages.not-sayable"],
    429: ["messages.too-fast"],
  },
  "openings": {
    404: ["groups.missing", "openings.line-missing"],
    409: ["openings.name-taken"],
  },
  "orders": {
    400: ["costs.day-ahead"],
    403: ["costs.campaign-brand-only"],
    404: ["costs.missing", "orders.missing"],
  },
  "sends": {
    400: ["sends.nobody", "sends.nothing-to-say"],
    404: ["sends.delivery-missing", "sends.missing"],
    409: ["sends.ended", "sends.expired", "sends.not-confirmed", "sends.not-unknown", "sends.not-yours-to-confirm"],
  },
  "tasks": {
    400: ["tasks.assignee-away"],
    404: ["tasks.missing"],
    409: ["tasks.ended"],
  },
  "views": {
    403: ["views.of-another"],
    404: ["views.missing"],
    409: ["views.name-taken"],
    429: ["views.too-many"],
  },
};
