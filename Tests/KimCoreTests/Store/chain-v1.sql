-- 01a2076b-4400-7000-a442-8b7b22409730
INSERT INTO audit(seq,format,at,uid,method,action,outcome,subjectKind,subject,op,rev,fields,count,hash)
 VALUES(1,1,1795420800000000,900,'organisation.load','write','ok','organisation','organisation','insert',1,'regions,municipalities,socialDistricts,sites,hours,serviceTypes,posts,notes',1,X'87BB8CE030CB3066426F4C7FBB11C7187114B1176A7B6B33899393CF6EE3B959');
INSERT INTO audit(seq,format,at,uid,method,action,outcome,subjectKind,subject,op,rev,fields,count,hash)
 VALUES(2,1,1795420800000000,900,'staff.add','write','ok','staff','01a2076b-4400-7000-afba-e3685963bb19','insert',1,'',1,X'93BD34D3DAE579EF7006662C9AEBF909A954C61EAF3BAFC6D1A0639F06A5E7C2');
INSERT INTO audit(seq,format,at,uid,staff,method,action,outcome,subjectKind,subject,op,rev,fields,count,hash)
 VALUES(3,1,1795420800000000,1000,X'01A2076B44007000AFBAE3685963BB19','staff.add','write','ok','staff','01a2076b-4400-7001-be24-e8bbbecc9557','insert',1,'',1,X'FC6634D564B58FA05F376464B79B215D3190B5F5CE10404F82D92E9F9E8271E7');
INSERT INTO audit(seq,format,at,uid,staff,method,action,outcome,subjectKind,subject,op,rev,fields,count,hash)
 VALUES(4,1,1795420800000000,1000,X'01A2076B44007000AFBAE3685963BB19','staff.add','write','ok','staff','01a2076b-4400-7002-9c70-61a43b90b242','insert',1,'',1,X'A987FC25F8D845C026F90B909102E81A7CED3D48BC852A71841D190DE6F03F91');
INSERT INTO audit(seq,format,at,uid,staff,method,action,outcome,subjectKind,subject,op,rev,fields,count,hash)
 VALUES(5,1,1795420800000000,1000,X'01A2076B44007000AFBAE3685963BB19','staff.add','write','ok','staff','01a2076b-4400-7003-9c6e-d53634406d6e','insert',1,'',1,X'BBF663A4816766D2BE453801D3AF81C1A801D46D31DEE53F826DC5458B4764EB');
INSERT INTO audit(seq,format,at,uid,staff,method,action,outcome,subjectKind,subject,op,rev,fields,count,hash)
 VALUES(6,1,1795420800000000,1000,X'01A2076B44007000AFBAE3685963BB19','staff.add','write','ok','staff','01a2076b-4400-7004-b0d3-42ffe40540a0','insert',1,'',1,X'1D9CB99998E55EDB689CE54D62D22C3887410C7F9F2A3CC333B2C9BA1764704A');
INSERT INTO audit(seq,format,at,uid,staff,method,action,outcome,subjectKind,subject,op,rev,fields,count,hash)
 VALUES(7,1,1795420800000000,1000,X'01A2076B44007000AFBAE3685963BB19','staff.add','write','ok','staff','01a2076b-4400-7005-b826-7b1b35cd8f29','insert',1,'',1,X'0D84228A13CB4BFDF2D666238F3BDD2D13B0481AFF41AFCDB7050A0BAFD5F033');
INSERT INTO audit(seq,format,at,uid,staff,method,action,outcome,subjectKind,subject,op,rev,fields,count,hash)
 VALUES(8,1,1795420800000000,1000,X'01A2076B44007000AFBAE3685963BB19','staff.add','write','ok','staff','01a2076b-4400-7006-a179-eec3c489e15d','insert',1,'',1,X'7BA7F212A34F52CD353184F3266CFD54465FC283DB6EC376FF4E438BE4C1A9CA');
INSERT INTO audit(seq,format,at,uid,staff,method,action,outcome,subjectKind,subject,op,rev,fields,count,hash)
 VALUES(9,1,1795420800000000,1000,X'01A2076B44007000AFBAE3685963BB19','staff.add','write','ok','staff','01a2076b-4400-7007-9245-c6378d5f8f6a','insert',1,'',1,X'1A1AD790C5A9C3F9C801A5C14966F736474E062FC31966D81BCFD741D0239BB0');
INSERT INTO audit(seq,format,at,uid,staff,method,action,outcome,relation,subjectKind,subject,client,op,rev,fields,count,hash)
 VALUES(10,1,1795420800000000,1001,X'01A2076B44007001BE24E8BBBECC9557','client.register','write','ok','place','client','01a2076b-4400-7000-b2d0-d7239d1859e5',X'01A2076B44007000B2D0D7239D1859E5','insert',1,'',1,X'641E5164670F58BE07CFEB6452ECD19A88CE1B2EC2E6837EE49BB47B9A9D693F');
INSERT INTO audit(seq,format,at,uid,staff,method,action,outcome,relation,subjectKind,subject,client,op,rev,fields,count,hash)
 VALUES(11,1,1795420800000000,1001,X'01A2076B44007001BE24E8BBBECC9557','consent.give','write','ok','place','consent','01a2076b-4400-7001-99dd-771dc05593d8',X'01A2076B44007000B2D0D7239D1859E5','insert',1,'',1,X'CC7AA7A89735B85729EDF318119620ADEB6F805A4BF674E9C0E17C9263D1F8B9');
INSERT INTO audit(seq,format,at,uid,staff,method,action,outcome,relation,subjectKind,subject,client,"case",op,rev,fields,count,hash)
 VALUES(12,1,1795420800000000,1001,X'01A2076B44007001BE24E8BBBECC9557','case.open','write','ok','place','case','01a2076b-4400-7002-a6bf-35134533e2ff',X'01A2076B44007000B2D0D7239D1859E5',X'01A2076B44007002A6BF35134533E2FF','insert',1,'',1,X'879141072FA2C6DAF17C42AFB924F9F1E87A9828C681A3A2F23AE320F2210259');
INSERT INTO audit(seq,format,at,uid,staff,method,action,outcome,subjectKind,subject,op,rev,fields,count,hash)
 VALUES(13,1,1795420800000000,1000,X'01A2076B44007000AFBAE3685963BB19','staff.add','write','ok','staff','01a2076b-4400-7003-9d1d-b3e292ea9770','insert',1,'',1,X'EDA40E1BF62414F0CA9175A82CA9939109B47133CB08D0B5DCD25D6C262FC6AF');
INSERT INTO audit(seq,format,at,uid,staff,method,action,outcome,relation,fields,count,hash)
 VALUES(14,1,1795420800000000,1000,X'01A2076B44007000AFBAE3685963BB19','staff.update','write','ok','office','',1,X'ADD2521E317054F1EB884E28B20152113B6BC1B2E2E8C88499D18833CC076166');
INSERT INTO audit(seq,format,at,uid,staff,method,action,outcome,relation,subjectKind,subject,client,"case",op,rev,fields,count,reason,commitment,hash)
 VALUES(15,1,1795420800000000,2001,X'01A2076B440070039D1DB3E292EA9770','case.note','write','ok','substituted','case','01a2076b-4400-7002-a6bf-35134533e2ff',X'01A2076B44007000B2D0D7239D1859E5',X'01A2076B44007002A6BF35134533E2FF','update',2,'notes',1,X'01C78A047CBD8EC37BC738CA882C12C1725CA765185465A6F36D4C4AD09655894C06A8467388C201017EAB5DBFFFD83719',X'7C680FFEEEDE3C2483720C521F667305D7902B014E1D7CF3E7432B8EA4CC7822',X'728CCB349A65426AB538FF6867488D6BFE028CBD0B61943E0C0923DCF8FE5DAB');
INSERT INTO audit(seq,format,at,uid,staff,method,action,outcome,relation,subjectKind,subject,client,fields,count,reason,commitment,hash)
 VALUES(16,1,1795420800000000,1001,X'01A2076B44007001BE24E8BBBECC9557','client.show','read','ok','own','client','01a2076b-4400-7000-b2d0-d7239d1859e5',X'01A2076B44007000B2D0D7239D1859E5','familyName,email',1,X'01460F027A1A6728AB4291504080D2D211EABC832EA5A63A960526CD2BDA83E460F07DDBF7CA4D8C78923252132967C5C310A722D1E5',X'68C8E440AE9BA7DECDC30260BEA31DC56A6C052EFF5FD9F9FB413A57BEE731A2',X'CC817D1287D2A514B8D8527E18A6DD101D5153102239772959F15E60F95C039B');
INSERT INTO audit(seq,format,at,uid,staff,method,action,outcome,relation,subjectKind,subject,client,"case",fields,count,hash)
 VALUES(17,1,1795420800000000,1004,X'01A2076B44007004B0D342FFE40540A0','case.show','read','ok','supervision','case','01a2076b-4400-7002-a6bf-35134533e2ff',X'01A2076B44007000B2D0D7239D1859E5',X'01A2076B44007002A6BF35134533E2FF','',1,X'1C4FDA7B14B182741032D7F1A1B72B08AEF192911100FE49B0B0406A0554BDEA');
INSERT INTO audit(seq,format,at,uid,staff,method,action,outcome,relation,subjectKind,subject,client,op,rev,fields,count,hash)
 VALUES(18,1,1795420800000000,1005,X'01A2076B44007005B8267B1B35CD8F29','appointment.book','write','ok','place','appointment','01a2076b-4400-7005-9be6-db6b9bd315ea',X'01A2076B44007000B2D0D7239D1859E5','insert',1,'',1,X'4AB61D65DA03DA40EE2CF120BA273AC979C2A287B63BCE0E0881B36AAB337609');
INSERT INTO audit(seq,format,at,uid,staff,method,action,outcome,relation,subjectKind,subject,client,op,rev,fields,count,hash)
 VALUES(19,1,1795420800000000,1005,X'01A2076B44007005B8267B1B35CD8F29','appointment.book','write','ok','place','reminder','01a2076b-4400-7006-8ab0-b385e95e528e',X'01A2076B44007000B2D0D7239D1859E5','insert',1,'',1,X'ECE58E1AB7002B346CBED0678E85CF1E696D8A50B5F4C3B2162402C5DC4BC4CC');
INSERT INTO audit(seq,format,at,uid,staff,method,action,outcome,fields,count,hash)
 VALUES(20,1,1795420800000000,1005,X'01A2076B44007005B8267B1B35CD8F29','case.list','refuse','forbidden','',1,X'0147EE5CC285901A395F84589E9C17D070B3E20B019B71B3BDCC39A5D6A557EC');
INSERT INTO audit(seq,format,at,uid,staff,method,action,outcome,fields,count,hash)
 VALUES(21,1,1795420800000000,1003,X'01A2076B440070039C6ED53634406D6E','client.show','refuse','not_found','',1,X'D32A0F7004F3628438947D8C49A79CCDFA5B96D9FBC08D363AFAD82F6C9FD59B');
INSERT INTO audit(seq,format,at,uid,staff,method,action,outcome,fields,count,hash)
 VALUES(22,1,1795420800000000,1005,X'01A2076B44007005B8267B1B35CD8F29','case.list','refuse','forbidden','',3,X'880CDDCC2B991846CD06BAB204DAADEFF832DE956BB10DE1A1BF4729B64B766D');
INSERT INTO audit(seq,format,at,uid,staff,method,action,outcome,relation,subjectKind,subject,client,op,rev,fields,count,hash)
 VALUES(23,1,1795420861000000,1001,X'01A2076B44007001BE24E8BBBECC9557','consent.give','write','ok','own','consent','01a2076c-3248-7000-a94d-29a9adff42d8',X'01A2076B44007000B2D0D7239D1859E5','insert',1,'',1,X'B8530F864CCE7AB4899A828504A9321A355D8EF546C0AD690366135429F43F12');
INSERT INTO audit(seq,format,at,uid,staff,method,action,outcome,relation,subjectKind,subject,client,op,rev,fields,count,hash)
 VALUES(24,1,1795420861000000,1001,X'01A2076B44007001BE24E8BBBECC9557','consent.withdraw','write','ok','own','consent','01a2076c-3248-7000-a94d-29a9adff42d8',X'01A2076B44007000B2D0D7239D1859E5','update',2,'state,withdrawnAt',1,X'1ED850CA3E5EF8CF3ED3FB49B950E6781844F55EDCD0C9C9F5769521CD41D0B3');
INSERT INTO audit(seq,format,at,uid,staff,method,action,outcome,relation,subjectKind,subject,client,"case",op,rev,fields,count,hash)
 VALUES(25,1,1795420861000000,1001,X'01A2076B44007001BE24E8BBBECC9557','consent.withdraw','write','ok','own','case','01a2076b-4400-7002-a6bf-35134533e2ff',X'01A2076B44007000B2D0D7239D1859E5',X'01A2076B44007002A6BF35134533E2FF','update',3,'closedAt,closureReason,state',1,X'4D9146BD21CAD843F5DB902E84BA235CD7C890C9D342F1705913989CB0E9076F');
INSERT INTO audit(seq,format,at,uid,staff,method,action,outcome,relation,subjectKind,subject,client,op,rev,fields,count,hash)
 VALUES(26,1,1795420861000000,1001,X'01A2076B44007001BE24E8BBBECC9557','consent.withdraw','write','ok','own','reminder','01a2076b-4400-7006-8ab0-b385e95e528e',X'01A2076B44007000B2D0D7239D1859E5','update',2,'state',1,X'5510BECA9AD97378DFAD01FDC50CF334E6A204066DD75CC15EBEFAB1042C7499');
INSERT INTO audit(seq,format,at,uid,method,action,outcome,fields,count,hash)
 VALUES(27,1,1795420861000000,900,'housekeeping','daemon','ok','',1,X'9328C9D6058983E9BE28EAC000EF0AE01C357767A760E5CCC07DF5E86AAF6987');
