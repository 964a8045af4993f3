#include "engine/profile/edition_files.h"

static const struct {
    const char *path, *header;
} FILES[N_EDITION_FILES] = {
    [FILE_COUNTS] = {"private/counts.csv",
                     "practitioner_id,indicator,version,period,age_band,sex,numerator,denominator,"
                     "numerator_patients,denominator_patients,sum_yy,sum_xy,sum_xx"},
    [FILE_MEASURES] = {"private/measures.csv",
                       "practitioner_id,group,number,period,indicator,numerator,denominator,"
                       "patients,value,low,high,standardised,expected,percentile_enrolled,"
                       "percentile_control,z,signal,shrunken,reliability,status,"
                       "standardised_low,standardised_high,colleagues"},
    [FILE_CHANGES] = {"private/changes.csv",
                      "practitioner_id,indicator,period,past_period,estimate,low,high,verdict"},
    [FILE_REGISTER] = {"private/register.csv", "practitioner_id,group,theme,number,token"},
    [FILE_DISTRIBUTION] = {"private/distribution.csv",
                           "practitioner_id,rpps,title,given_name,name,address_1,address_2,"
                           "postcode,town,secure_email,group,file,attachment,role"},
    [FILE_GROUPS] = {"private/groups.csv", "group,label,names_may_show"},
    [FILE_ATTENDED] = {"private/attendance.csv",
                       "practitioner_id,meeting_id,held_on,kind,theme,group"},
    [FILE_REGIONS] = {"private/regions.csv", "region,indicator,match"},
    [FILE_NEWS] = {"private/news.csv", "subject,name,what,number,label"},
    [FILE_PASSWORDS] = {"private/passwords.csv", "practitioner_id,token,password"},
    [FILE_COMPARATORS] = {"results/comparators.csv",
                          "period,indicator,comparator,practitioners,patients,numerator,"
                          "denominator,value,low,high,p10,p25,p50,p75,p90,phi,tau2,status"},
    [FILE_BINS] = {"results/distribution.csv",
                   "period,indicator,comparator,bin_low,bin_high,doctors"},
    [FILE_LIMITS] = {"results/funnel.csv",
                     "period,indicator,denominator,low_95,high_95,low_998,high_998"},
    [FILE_VARIATION] = {"results/variation.csv",
                        "period,indicator,level,units,measure,value,low,high,p,status"},
    [FILE_TERRITORIES] = {"private/territories.csv",
                          "period,indicator,territory,practitioners,patients,value,standardised,"
                          "low,high,status"},
    [FILE_STAYS] = {"results/stays.csv",
                    "period,indicator,level,unit,label,stays,patients,denominator,value,low,high,"
                    "standardised,standardised_low,standardised_high,observed_expected,signal,"
                    "status"},
    [FILE_INDICATORS] = {"results/indicators.csv",
                         "indicator,version,theme,kind,unit,per,direction,target,label_fr,"
                         "label_en,definition"},
};

const char *
edition_file_path(EditionFile file)
{
    return FILES[file].path;
}

const char *
edition_file_header(EditionFile file)
{
    return FILES[file].header;
}

bool
edition_has_file(const Campaign *campaign, EditionFile file)
{
    if (file == FILE_PASSWORDS)
        return campaign->booklet_encrypted;
    if (file == FILE_REGIONS)
        return campaign->n_other_regions > 0;
    return file != FILE_STAYS || campaign->n_stay_indicators > 0;
}

char *
edition_booklet_path(const char *group, const char *token)
{
    return g_strdup_printf("booklets/%s/%s.pdf", group, token);
}

char *
edition_attachment_name(const Campaign *campaign)
{
    return g_strdup_printf("%s-%s.pdf", campaign->booklet_template, campaign->name);
}
