/** Keys of the numbers of law and policy that this service looks up; amounts in fen. */
export const parameters = {
  /** Above this amount a payment needs a second signature. */
  dualLimit: 'pay.dual.limit',
  /** Days of publication; payments of this amount and more are published one by one. */
  publicationDays: 'finance.publication.days',
  publishedFrom: 'finance.publication.payment_limit',
  finalAccountUntil: 'finance.final_account.until',
  auditUntil: 'finance.audit.until',
  /** Years running in which a line may stay unused. */
  unusedYears: 'budget.unused_years',
  /** Uses of the yearly money of a community, comma-separated (6.2). */
  uses: 'finance.entitlement.uses',
  /** Grants of 6.3. */
  newBuild: 'grant.new_build',
  rebuild: 'grant.rebuild',
  awardPercent: 'grant.award_percent',
  awardCumulative: 'award.cumulative',
  /** Years of a purchase contract, and where its four conditions hold. */
  termYears: 'purchase.term_years',
  termYearsSecured: 'purchase.term_years_secured',
  /** Hearing on a people-service project. */
  hearingResidents: 'project.hearing.residents',
  hearingNotice: 'project.hearing.notice_days',
  hearingConsent: 'project.hearing.consent_percent',
  /** Days that a person has for a task that the system raised. */
  taskDays: 'task.system.days',
} as const;
