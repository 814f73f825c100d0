-- reads: taggedFiles (@id, @name, @path, @fs, @size, @embedded, @deleted, @decodedApplication, File.Local Path, File.Tags, File.SHA256, File.MD5, accessInfo.CreationTime, accessInfo.ModifyTime, accessInfo.AccessTime, accessInfo.DeletedTime)

SELECT f._row,
    -- a file's deleted attribute is the vendor's word for its state
    unnest(struct_pack(
        artefact_id := f._origin.artefact_id, extraction_id := f._origin.extraction_id,
        source_locator := f._origin.source_locator,
        deleted_state := f."@deleted", decoding_confidence := f._origin.decoding_confidence)),
    f."@decodedApplication" AS application,
    f."@id" AS file_id, coalesce(f."@name", parse_filename(replace(f."@path", chr(92), '/'))) AS name,
    f."@path" AS path, f."@fs" AS file_system,
    try_cast(f."@size" AS BIGINT) AS size_bytes, f."File.Local Path" AS local_path, f."File.Tags" AS tags,
    lower(f."File.SHA256") AS sha256_stated, lower(f."File.MD5") AS md5_stated,
    h.sha256, coalesce(h.is_in_export, FALSE) AS is_in_export,
    CASE WHEN h.sha256 IS NULL THEN NULL
         WHEN f."File.SHA256" IS NOT NULL THEN h.sha256 = lower(f."File.SHA256")
         WHEN f."File.MD5" IS NOT NULL THEN h.md5 = lower(f."File.MD5") END AS hash_matches,
    f."@embedded" AS is_embedded,
    instant(f."accessInfo.CreationTime") AS created_at, f."accessInfo.CreationTime" AS created_at_raw,
    zone_basis(f."accessInfo.CreationTime") AS created_at_zone_basis,
    instant(f."accessInfo.ModifyTime") AS modified_at, f."accessInfo.ModifyTime" AS modified_at_raw,
    zone_basis(f."accessInfo.ModifyTime") AS modified_at_zone_basis,
    instant(f."accessInfo.AccessTime") AS accessed_at, f."accessInfo.AccessTime" AS accessed_at_raw,
    zone_basis(f."accessInfo.AccessTime") AS accessed_at_zone_basis,
    instant(f."accessInfo.DeletedTime") AS removed_at, f."accessInfo.DeletedTime" AS removed_at_raw,
    zone_basis(f."accessInfo.DeletedTime") AS removed_at_zone_basis
FROM vendor."taggedFiles" f LEFT JOIN file_hashes h ON h._row = f._row
