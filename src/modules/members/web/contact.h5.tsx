import type { Opening } from "../../../web/h5/brand.tsx";
import { t } from "../../../web/h5/words.ts";
import { buttonLook } from "../../../web/ui/h5/button.tsx";
import { Icon } from "../../../web/ui/h5/icons.tsx";
import { Sheet } from "../../../web/ui/h5/sheet.tsx";

type Contact = NonNullable<Opening["brand"]["contact"]>;

/** Who answers, when, and the way to reach them. */
export function ContactSheet({ contact, open, onClose }: { contact: Contact; open: boolean; onClose: () => void }) {
  return (
    <Sheet open={open} onClose={onClose} title={contact.label}>
      <p className="text-body">{contact.name}</p>
      {contact.hours && <p className="mt-1 text-small text-ink-2">{t("contact.hours", { hours: contact.hours })}</p>}
      {contact.phone ? (
        <a href={`tel:${contact.phone}`} className={`${buttonLook("primary", false, true)} mt-4`}>
          <Icon name="phone" />
          {t("contact.call", { phone: contact.phone })}
        </a>
      ) : (
        <p className="mt-3 text-small text-ink-2">{t("contact.ask")}</p>
      )}
    </Sheet>
  );
}
