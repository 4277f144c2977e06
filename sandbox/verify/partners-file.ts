import { z } from "zod";
import { readJsonFile } from "./baseline-file.js";
import type { AppPartner } from "./verify.js";
import { VerifyError } from "./verify-error.js";

const partnerSchema = z
  .strictObject({
    id: z.string(),
    billing: z.enum(["direct", "partner"]),
    brand_name: z.string().min(1).optional(),
    username: z.string().min(1).optional(),
    password: z.string().min(1).optional(),
    api_key: z.string().min(1).optional(),
    platform_secret: z.string().min(1).nullable().optional(),
    webhook_url: z.string().optional(),
    redirect_url: z.string().optional(),
  })
  .transform(
    ({ brand_name, api_key, platform_secret, webhook_url, redirect_url, ...partner }): AppPartner => ({
      ...partner,
      brandName: brand_name,
      apiKey: api_key,
      platformSecret: platform_secret,
      webhookUrl: webhook_url,
      redirectUrl: redirect_url,
    }),
  );

/**
 * Reads partners that an app serves: a JSON list of `{ id, billing, api_key, platform_secret, … }`, as the app has them in
 * its own configuration.
 *
 * @throws VerifyError when it cannot be read.
 */
export async function readPartners(file: string): Promise<AppPartner[]> {
  return readJsonFile(file, "partners file", z.array(partnerSchema).min(1)).catch((error: unknown) => {
    if (error instanceof VerifyError) throw error;
    throw new VerifyError(
      `The partners file ${file} cannot be read: ${error instanceof Error ? error.message : error}.`,
    );
  });
}
