import { z } from 'zod';

/** Id of a contributing-factor category; which there are is configuration. @public */
export const categoryIdSchema = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9_-]{0,39}$/,
    'must be a short lower-case name such as change or capacity',
  );

/** The category of a cause or a contributing factor, as a person or an agent chose it. @public */
export const categoryChoiceSchema = z
  .strictObject({
    id: categoryIdSchema,
    /** Entity ref of the person, or the subject of the machine, that chose it. */
    setBy: z.string(),
  })
  .meta({ id: 'CategoryChoice' });

/** @public */
export type CategoryChoice = z.infer<typeof categoryChoiceSchema>;
