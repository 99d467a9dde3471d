import { z } from 'zod';
import { email, line, paragraph, phone, url } from '#schemas/text.ts';

/** Who runs one or more assets (Open Referral UK: organization). A file in content/organisations. */
export const organisation = z.strictObject({
  name: line(100),
  /** One or two sentences about who they are. */
  description: paragraph(400).optional(),
  /** charity, council, nhs, community group, faith group, housing association, company … */
  kind: z.enum(
    [
      'charity',
      'community-group',
      'council',
      'nhs',
      'faith-group',
      'housing-association',
      'company',
      'social-enterprise',
      'national',
    ],
    {
      error:
        'should be charity, community-group, council, nhs, faith-group, housing-association, company, social-enterprise or national',
    },
  ),
  url: url.optional(),
  email: email.optional(),
  phone: phone.optional(),
  /** Registered charity number, where there is one. */
  charityNumber: line(20).optional(),
  demonstration: z.boolean().default(false),
});
export type Organisation = z.infer<typeof organisation> & { id: string };
