import { z } from 'zod';
import { MAX_NUMBER } from './primitives';

/** Id of a contributing-factor category from the configuration. @public */
export const categoryIdSchema = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9_-]{0,39}$/,
    'must be a short lower-case name such as change or capacity',
  );

/** The category of a cause or contributing factor, and who chose it. @public */
export const categoryChoiceSchema = z
  .strictObject({
    id: categoryIdSchema,
    /** Entity ref of the person, or the subject of the machine, that chose it. */
    setBy: z.string(),
  })
  .meta({ id: 'CategoryChoice' });

/** See {@link categoryChoiceSchema}. @public */
export type CategoryChoice = z.infer<typeof categoryChoiceSchema>;

/** A category as it is configured. @public */
export const contributingFactorCategorySchema = z
  .strictObject({
    id: categoryIdSchema,
    title: z.string().trim().min(1).max(60),
    description: z.string().trim().min(1).max(300).optional(),
  })
  .meta({ id: 'ContributingFactorCategory' });

/** A category that people choose for causes and contributing factors. @public */
export type ContributingFactorCategory = z.infer<
  typeof contributingFactorCategorySchema
>;

/** In the configured order. @public */
export const listContributingFactorCategoriesResponseSchema = z
  .strictObject({ items: z.array(contributingFactorCategorySchema) })
  .meta({ id: 'ListContributingFactorCategoriesResponse' });

/** Response of `GET /contributing-factor-categories`. @public */
export type ListContributingFactorCategoriesResponse = z.infer<
  typeof listContributingFactorCategoriesResponseSchema
>;

/** Body of `PUT /postmortems/:id/blocks/:blockId/category`. @public */
export const setBlockCategorySchema = z
  .strictObject({
    /** The revision that was read when the category was chosen. */
    baseRevision: z.int().min(1).max(MAX_NUMBER),
    /** Id of a configured category; null removes the block's category. */
    category: categoryIdSchema.nullable(),
  })
  .meta({ id: 'SetBlockCategory' });

/** Body of `PUT /postmortems/:id/blocks/:blockId/category`. @public */
export type SetBlockCategory = z.output<typeof setBlockCategorySchema>;
